using System.Diagnostics;

namespace RagCluster.Cli.Server;

/// <summary>The server's program, asked to do one thing on a stopped store and to end. It writes the report itself.</summary>
internal static class SiloProgram
{
    /// <summary>Runs it and passes its output on.</summary>
    /// <param name="arguments">What it is to do.</param>
    /// <param name="cancellationToken">Ends it: in order, or, when it does not end, at once.</param>
    /// <param name="apiKey">The key of a server that it asks. It goes by the environment, since anybody sees the arguments.</param>
    /// <returns>An exit code of this command.</returns>
    internal static async Task<int> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken, string? apiKey = null)
    {
        ProcessStartInfo start = new("dotnet", [ServerProcess.SiloAssembly(), .. arguments]) { RedirectStandardOutput = true };
        if (apiKey is not null)
            start.Environment["RAG_API_KEY"] = apiKey;
        using Process process = Process.Start(start)!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
                await Console.Out.WriteLineAsync(line);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await ChildProcess.StopAsync(process, "TERM");
            throw;
        }

        return process.ExitCode == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
