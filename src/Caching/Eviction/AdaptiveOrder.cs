namespace RagCluster.Caching.Eviction;

/// <summary>
/// W-TinyLFU with cost: an entry is worth its recent frequency (<see cref="FrequencySketch"/>) times its cost by its weight, as in
/// GreedyDual-Size-Frequency (Cherkasova, HP Labs, 1998), and a new one only replaces one that is worth less
/// (<see cref="WindowedQueues"/>). After Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient Cache Admission Policy" (ACM
/// Transactions on Storage 13(4), 2017), with the window's size by <see cref="WindowChooser"/>.
/// </summary>
internal sealed class AdaptiveOrder : EvictionOrder
{
    private readonly CacheWindow _window;
    private readonly FrequencySketch _sketch = new();
    private readonly WindowedQueues _queues;
    private WindowChooser? _chooser;

    internal AdaptiveOrder(CacheWindow window)
    {
        _window = window;
        _queues = new(_sketch, window.Share);
    }

    /// <inheritdoc/>
    internal override void Add(Slot slot)
    {
        _queues.Add(slot);
        _sketch.Fit(_queues.Count);
        _chooser?.Add(slot);
    }

    /// <inheritdoc/>
    internal override void Use(Slot slot)
    {
        Note(slot.Hash);
        _queues.Use(slot);
        _chooser?.Add(slot);
    }

    /// <inheritdoc/>
    internal override void Miss(int hash) => Note(hash);

    /// <inheritdoc/>
    internal override Slot Victim(Slot? incoming)
    {
        // Before the first victim nothing depends on the window, and the size of the cache is not known.
        if (_chooser is null || _queues.Count > 2 * _chooser.Entries)
            _chooser = new WindowChooser(_window, _sketch, _queues.Count);
        _queues.Share = _window.Share;
        return _queues.Victim();
    }

    private void Note(int hash)
    {
        _sketch.Note(hash, _queues.Count);
        _chooser?.Ask(hash);
    }
}
