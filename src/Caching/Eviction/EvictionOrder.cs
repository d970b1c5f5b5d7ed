namespace RagCluster.Caching.Eviction;

/// <summary>The order in which entries leave a full cache. Not thread-safe: the cache calls it under its lock.</summary>
internal abstract class EvictionOrder
{
    /// <summary>Makes the order of a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="window">The window, for the policy that has one.</param>
    internal static EvictionOrder Of(EvictionPolicy policy, CacheWindow window) =>
        policy switch
        {
            EvictionPolicy.Lru => new LruOrder(),
            EvictionPolicy.Lfu => new LfuOrder(),
            EvictionPolicy.Adaptive => new AdaptiveOrder(window),
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "No such eviction policy."),
        };

    /// <summary>Takes in a new entry.</summary>
    internal abstract void Add(Slot slot);

    /// <summary>Notes that an entry was found.</summary>
    internal abstract void Use(Slot slot);

    /// <summary>Notes that a key was not found.</summary>
    internal virtual void Miss(int hash) { }

    /// <summary>Forgets an entry.</summary>
    internal virtual void Remove(Slot slot) => slot.Home!.Remove(slot);

    /// <summary>
    /// The entry to leave now. The cache holds at least one entry beside the new one, or is over its weight with the new one alone.
    /// </summary>
    /// <param name="incoming">The new entry, which was added and may be the answer; null when the cache is emptied.</param>
    internal abstract Slot Victim(Slot? incoming);
}
