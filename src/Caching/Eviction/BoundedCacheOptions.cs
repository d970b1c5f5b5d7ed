namespace RagCluster.Caching.Eviction;

/// <summary>The limits of a cache.</summary>
/// <param name="EntriesMax">The most entries, at least 1.</param>
/// <param name="TimeToLive">How long an entry is returned after it was set; above zero.</param>
/// <param name="WeightMax">The largest sum of the entries' weights, in the unit of the weigher; no limit by default.</param>
/// <param name="Policy">Which entry leaves when a limit is reached.</param>
public sealed record BoundedCacheOptions(
    int EntriesMax,
    TimeSpan TimeToLive,
    long WeightMax = long.MaxValue,
    EvictionPolicy Policy = EvictionPolicy.Lru
)
{
    /// <summary>
    /// The window of <see cref="EvictionPolicy.Adaptive"/>, for whoever wants to see its changes or to hold it; of one cache only. Null for
    /// one that nobody sees.
    /// </summary>
    public CacheWindow? Window { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(EntriesMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(WeightMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeToLive, TimeSpan.Zero);
    }
}
