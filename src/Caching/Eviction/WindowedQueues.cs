namespace RagCluster.Caching.Eviction;

/// <summary>
/// The queues of W-TinyLFU: new entries stay in a window by recency; one that leaves it competes with the least recent entry of the main
/// part, and the one worth less leaves the cache. The main part is a segmented LRU: an entry that is found again is protected.
/// </summary>
internal sealed class WindowedQueues(FrequencySketch sketch, double share)
{
    private const double ProtectedShare = 0.8;

    private readonly SlotList _window = new();
    private readonly SlotList _probation = new();
    private readonly SlotList _protected = new();

    /// <summary>The window's share of the entries, from 0 to 1; with 1 the queues are a plain LRU.</summary>
    internal double Share { get; set; } = share;

    /// <summary>The entries held.</summary>
    internal int Count => _window.Count + _probation.Count + _protected.Count;

    private int WindowMax => Math.Max(1, (int)(Share * Count));

    /// <summary>Takes in a new entry.</summary>
    internal void Add(Slot slot) => _window.TakeFirst(slot);

    /// <summary>Notes that an entry was found.</summary>
    internal void Use(Slot slot)
    {
        // A window that has just become larger takes up what is asked for: those who leave first are in the main part.
        if (slot.Home == _window || _window.Count < WindowMax)
        {
            _window.TakeFirst(slot);
            return;
        }

        _protected.TakeFirst(slot);
        while (_protected.Count > Math.Max(1, ProtectedShare * (Count - WindowMax)))
            _probation.TakeFirst(_protected.Last!);
    }

    /// <summary>The entry to leave now; at least one is held.</summary>
    internal Slot Victim()
    {
        Slot? candidate = null;
        while (_window.Count > WindowMax)
        {
            candidate = _window.Last!;
            _probation.TakeFirst(candidate);
        }

        Slot victim = _probation.Last ?? _protected.Last ?? _window.Last!;
        if (candidate is null)
            return victim;
        if (victim == candidate)
            victim = _protected.Last ?? candidate;
        if (victim == candidate || Deserves(candidate, victim))
            return victim;
        // A second chance: otherwise one dear entry at the end would turn away everything until its count has aged.
        _probation.TakeFirst(victim);
        return candidate;
    }

    // The request that brought the candidate here is not counted: the victim's next one lies ahead of it. In a loop longer than the cache
    // every newcomer would otherwise win by one.
    private bool Deserves(Slot candidate, Slot victim) => Worth(candidate, -1) > Worth(victim, 0);

    private double Worth(Slot slot, int correction) => (sketch.Estimate(slot.Hash) + correction) * slot.Cost / Math.Max(1, slot.Weight);
}
