namespace RagCluster.Caching.Eviction;

/// <summary>Which entry leaves a full cache.</summary>
public enum EvictionPolicy
{
    /// <summary>The one used longest ago.</summary>
    Lru,

    /// <summary>The one used least often since it was set; of equals the one used longest ago.</summary>
    Lfu,

    /// <summary>
    /// The one worth least: how often it was asked for lately, times what it cost to make, by its weight. A new entry only replaces an old
    /// one that is worth less, after a time in a window whose size follows the hit rate (<see cref="AdaptiveOrder"/>).
    /// </summary>
    Adaptive,
}
