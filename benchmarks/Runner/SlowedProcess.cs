using System.Globalization;
using RagCluster.Cli.Server;

namespace RagCluster.Benchmarks;

/// <summary>A process that is stopped nine tenths of the time, as one whose processor is taken by others.</summary>
internal sealed class SlowedProcess : IAsyncDisposable
{
    // The pauses are shorter than any probe of the membership waits. A shell takes no new process for its own wait.
    private const string Script = """
        exec 3<> <(:)
        trap 'kill -CONT "$1"; exit 0' TERM
        while kill -STOP "$1" 2>/dev/null; do read -rt 0.045 -u 3; kill -CONT "$1"; read -rt 0.005 -u 3; done
        """;

    private readonly ChildProcess _shell;

    private SlowedProcess(ChildProcess shell) => _shell = shell;

    /// <summary>Begins to slow a process down.</summary>
    /// <param name="id">The process.</param>
    internal static SlowedProcess Start(int id) =>
        new(
            ChildProcess.Start(["bash", "-c", Script, "slow", id.ToString(CultureInfo.InvariantCulture)], new Dictionary<string, string>())
        );

    /// <summary>Lets the process run.</summary>
    public ValueTask DisposeAsync() => _shell.DisposeAsync();
}
