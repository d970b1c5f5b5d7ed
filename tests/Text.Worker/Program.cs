using RagCluster.Text.Reading.Worker;

// What the product does in its hidden mode, as a program of its own for the tests of Text.
return await ReadingWorker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
