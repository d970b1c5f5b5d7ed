using RagCluster.Silo.Doctor;
using RagCluster.Silo.Hosting;
using RagCluster.Silo.Lifecycle;
using RagCluster.Silo.StoppedStore;
using RagCluster.Silo.Storage;
using RagCluster.Text.Reading.Worker;

// Documents are read in processes of their own: this program, started with one word.
if (args is [DocumentReading.WorkerVerb])
{
    await using Stream input = Console.OpenStandardInput();
    await using Stream output = Console.OpenStandardOutput();
    return await ReadingWorker.RunAsync(input, output);
}

NativeMemory.LimitArenas();
try
{
    if (args is [StoppedFolderCheck.Verb or StoppedStoreBackup.Verb or StoreMigration.Verb, .. string[] settings])
        new ConfigurationBuilder().AddEnvironmentVariables("RAG__").AddCommandLine(settings).Build().RefuseMisspeltGuards();
    if (args is [StoppedFolderCheck.Verb, ..])
        return await StoppedFolderCheck.RunAsync(args[1..], Console.Out, CancellationToken.None);
    if (args is [StoppedStoreBackup.Verb, _, ..])
    {
        using Interruption interruption = new();
        return await StoppedStoreBackup.RunAsync(args[1..], Console.Out, interruption.Token);
    }

    if (args is [StoreMigration.Verb, ..])
        return await StoreMigration.RunAsync(args[1..], Console.Out, CancellationToken.None);
    PoolThreads.Raise();
    WebApplication app = await SiloApplication.BuildAsync(args);
    CancellationToken stopping = app.Lifetime.ApplicationStopping;
    try
    {
        await app.RunAsync();
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        // The host ends a start that it is asked to stop by cancelling it: a silo that is told to end while it joins has not failed.
        await Console.Error.WriteLineAsync("ragcluster: stopped before the start had ended.");
    }

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
