using System.CommandLine;
using RagCluster.Cli;
using RagCluster.Cli.Client;
using RagCluster.Cli.Commands;
using RagCluster.Cli.Output;

Terminal.Adapt();
Globals globals = new();
RootCommand root = new("RagCluster: documents in, cited answers out.")
{
    DemoCommand.Create(globals),
    UpCommand.Create(),
    IngestCommand.Create(globals),
    SearchCommand.Create(globals),
    AskCommand.Create(globals),
    EvalCommand.Create(globals),
    ModelsCommand.Create(globals),
    CollectionsCommand.Create(globals),
    StatusCommand.Create(globals),
    PlansCommand.Create(globals),
    TracesCommand.Create(),
    BenchCommand.Create(globals),
};
root.Options.Add(globals.Server);
root.Options.Add(globals.ApiKey);
root.Options.Add(globals.Json);

ParseResult parse = root.Parse(args);
if (parse.Errors.Count > 0)
{
    foreach (string line in parse.Errors.Select(e => e.Message))
    {
        await Console.Error.WriteLineAsync($"rag: {line}");
    }

    await Console.Error.WriteLineAsync("Try 'rag --help'.");
    return ExitCodes.Usage;
}

using CancellationTokenSource interrupted = new();
try
{
    // Servers end in order: the silos hand over and flush, and only then the stores behind them stop.
    InvocationConfiguration configuration = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromMinutes(2),
    };
    return await parse.InvokeAsync(configuration, interrupted.Token);
}
catch (OperationCanceledException)
{
    return ExitCodes.Interrupted;
}
catch (Exception failure) when (failure is RagClientException or IOException or UnauthorizedAccessException or InvalidDataException)
{
    await Console.Error.WriteLineAsync($"rag: {failure.Message}");
    return ExitCodes.Failed;
}
