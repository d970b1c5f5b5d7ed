using System.CommandLine;
using RagCluster.Cli.Output;
using RagCluster.Cli.Server;

namespace RagCluster.Cli.Commands;

/// <summary><c>rag up</c>.</summary>
internal static class UpCommand
{
    /// <summary>Builds the command.</summary>
    internal static Command Create()
    {
        Option<int> port = new("--port") { Description = "The port on 127.0.0.1", DefaultValueFactory = _ => 8080 };
        Option<string> data = new("--data") { Description = "The folder that keeps everything", DefaultValueFactory = _ => "data" };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535)
                result.AddError("--port is between 1 and 65535.");
        });
        Command command = new("up", "Start a server and keep it running until Ctrl-C") { port, data };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using ServerProcess server = await ServerProcess.StartAsync(
                parse.GetValue(port), parse.GetRequiredValue(data), showLog: true, cancellationToken);
            Report.Note($"Serving at {server.Address} (page at /, API documentation at /docs); data in {Path.GetFullPath(parse.GetRequiredValue(data))}. Ctrl-C ends it.");
            return await KeepAsync(server, cancellationToken);
        });
        return command;
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
