using System.Runtime.InteropServices;

namespace RagCluster.Cli;

/// <summary>
/// Ctrl-C and SIGTERM: the first asks the command to end, further ones change nothing (a terminal and a supervisor often send both), and a
/// command that does not end is ended. System.CommandLine's own handling fails at the second signal.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly TimeSpan _patience;
    private readonly PosixSignalRegistration[] _signals;
    private ITimer? _deadline;

    /// <summary>Begins to listen.</summary>
    /// <param name="patience">How long a command may take to end.</param>
    internal Interruption(TimeSpan patience)
    {
        _patience = patience;
        _signals =
        [
            .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM]).Select(signal => PosixSignalRegistration.Create(signal, Handle)),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_signals, signal => signal.Dispose());
        _deadline?.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_source)
        {
            if (_source.IsCancellationRequested)
                return;
            _deadline = TimeProvider.System.CreateTimer(
                _ => Environment.Exit(ExitCodes.Interrupted),
                null,
                _patience,
                Timeout.InfiniteTimeSpan
            );
            _source.Cancel();
        }
    }
}
