using System.CommandLine;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag up</c>.</summary>
internal static class UpCommand
{
    private const int SilosMax = 32;

    /// <summary>Builds the command.</summary>
    internal static Command Create()
    {
        Option<int> port = new("--port") { Description = "The port on 127.0.0.1", DefaultValueFactory = _ => 8080 };
        Option<string> data = new("--data") { Description = "The folder that keeps everything", DefaultValueFactory = _ => "data" };
        Option<int> silos = new("--silos")
        {
            Description = "Silos of a cluster on this machine; the others' ports follow the first",
            DefaultValueFactory = _ => 1,
        };
        WholeNumber.Within(silos, 1, SilosMax);
        WholeNumber.Within(port, 1, 65_535);
        Command command = new("up", "Start a server and keep it running until Ctrl-C") { port, data, silos };
        command.SetAction(
            async (parse, cancellationToken) =>
            {
                if (parse.GetValue(silos) > 1)
                    return await RunClusterAsync(
                        parse.GetRequiredValue(data),
                        parse.GetValue(port),
                        parse.GetValue(silos),
                        cancellationToken
                    );
                await using ServerProcess server = await ServerProcess.StartAsync(
                    parse.GetValue(port),
                    parse.GetRequiredValue(data),
                    showLog: true,
                    cancellationToken
                );
                Report.Note(
                    $"Serving at {server.Address} (page at /, API documentation at /docs); data in "
                        + $"{Path.GetFullPath(parse.GetRequiredValue(data))}. Ctrl-C ends it."
                );
                return await KeepAsync(server, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> RunClusterAsync(string data, int port, int silos, CancellationToken cancellationToken)
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(data, port, silos, showLog: true, cancellationToken);
        Report.Note($"{silos} silos serve; data in {Path.GetFullPath(data)}. Ctrl-C ends them.");
        try
        {
            await cluster.KeepAsync(cancellationToken);
            return ExitCodes.Ok;
        }
        catch (OperationCanceledException)
        {
            Report.Note("Stopping.");
            return ExitCodes.Ok;
        }
    }

    /// <summary>Waits until the user ends the command or the server ends by itself.</summary>
    internal static async Task<int> KeepAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        try
        {
            await server.Exited.WaitAsync(cancellationToken);
            return server.ExitCode == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            Report.Note("Stopping.");
            return ExitCodes.Ok;
        }
    }
}
