using RagCluster.Silo.Hosting;
using RagCluster.Text.Reading.Isolation;

// Documents of risky formats are read in a process of their own: this program, started with one word.
if (args is [DocumentReading.WorkerVerb])
{
    await using Stream input = Console.OpenStandardInput();
    await using Stream output = Console.OpenStandardOutput();
    return await ReadingWorker.RunAsync(input, output, CancellationToken.None);
}

try
{
    WebApplication app = await SiloApplication.BuildAsync(args);
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (StartupErrors.Explain(refusal) is { } lines)
{
    foreach (string line in lines)
    {
        await Console.Error.WriteLineAsync($"ragcluster: {line}");
    }

    return 1;
}
