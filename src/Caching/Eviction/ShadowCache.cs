namespace RagCluster.Caching.Eviction;

/// <summary>What a cache with another window would hold of a sample of the keys: hashes without values.</summary>
internal sealed class ShadowCache(FrequencySketch sketch, double share)
{
    private readonly Dictionary<int, ShadowSlot> _slots = [];
    private readonly WindowedQueues _queues = new(sketch, share);

    /// <summary>The window's share.</summary>
    internal double Share => _queues.Share;

    /// <summary>
    /// What it cost to make what was not found, older losses counting less. Unlike what was saved it says nothing of keys that every cache
    /// holds.
    /// </summary>
    internal double Lost { get; set; }

    /// <summary>Asks for a key.</summary>
    internal void Ask(int hash)
    {
        if (_slots.TryGetValue(hash, out ShadowSlot? slot))
            _queues.Use(slot);
    }

    /// <summary>Takes in a key when it is lacking.</summary>
    internal void Add(Slot original, int entriesMax)
    {
        if (_slots.ContainsKey(original.Hash))
            return;
        ShadowSlot slot = new(original);
        _slots.Add(original.Hash, slot);
        Lost += slot.Cost;
        _queues.Add(slot);
        while (_slots.Count > entriesMax)
        {
            Slot victim = _queues.Victim();
            victim.Home!.Remove(victim);
            _slots.Remove(victim.Hash);
        }
    }

    private sealed class ShadowSlot(Slot original) : Slot(original.Hash, original.Cost, original.Weight);
}
