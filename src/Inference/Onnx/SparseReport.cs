using System.Globalization;

namespace RagCluster.Inference.Onnx;

/// <summary>Tells an operator once in a while, and how often, of what may happen with every batch. Safe for several threads.</summary>
/// <param name="report">Gets the sentences.</param>
/// <param name="pause">How long it is silent after each.</param>
/// <param name="time">The clock.</param>
internal sealed class SparseReport(Action<string> report, TimeSpan pause, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long? _saidAt;
    private int _unsaid;

    /// <summary>Says it, or counts it when something was said a short while ago.</summary>
    public void Say(string what)
    {
        int unsaid;
        lock (_lock)
        {
            if (_saidAt is { } saidAt && time.GetElapsedTime(saidAt) < pause)
            {
                _unsaid++;
                return;
            }

            _saidAt = time.GetTimestamp();
            unsaid = _unsaid;
            _unsaid = 0;
        }

        report(unsaid == 0 ? what : string.Create(CultureInfo.InvariantCulture, $"{what} ({unsaid} times more since it was last said)"));
    }
}
