namespace RagCluster.Text.Reading.Isolation;

/// <summary>The place that a file takes while it is read: among the quick ones until it is slow.</summary>
/// <param name="quick">The quick places, one of which is taken; null when the place is one for slow documents.</param>
/// <param name="slow">The places for slow documents.</param>
internal sealed class ReadingPlace(SemaphoreSlim? quick, SlowLane slow) : IDisposable
{
    private bool _isQuick = quick is not null;

    /// <summary>Exchanges a quick place for one for slow documents; false where none is free.</summary>
    internal bool TryGoSlow()
    {
        if (!_isQuick)
            return true;
        if (!slow.TryEnter())
            return false;
        quick!.Release();
        _isQuick = false;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isQuick)
            quick!.Release();
        else
            slow.Leave();
    }
}
