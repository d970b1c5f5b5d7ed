using System.Runtime.InteropServices;

namespace RagCluster.Silo.Lifecycle;

/// <summary>
/// Ctrl-C and SIGTERM of a program that serves nobody: what it does ends in order, so that what it made for a while is removed.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>How a program ends that was interrupted, as shells count it for SIGINT.</summary>
    internal const int ExitCode = 130;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Begins to listen.</summary>
    internal Interruption() =>
        _signals = [
            .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM]).Select(signal => PosixSignalRegistration.Create(signal, Handle)),
        ];

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_signals, signal => signal.Dispose());
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}
