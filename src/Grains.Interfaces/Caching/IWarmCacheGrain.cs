using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Caching;

/// <summary>One partition of the second tier of the cache: in the memory of some silo, for all silos. Key: the partition.</summary>
[Alias("RagCluster.IWarmCacheGrain")]
public interface IWarmCacheGrain : IGrainWithIntegerKey
{
    /// <summary>A fresh entry, or null.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [Alias("Find")]
    Task<CacheEntry?> FindAsync(byte[] key, CancellationToken cancellationToken);

    /// <summary>Offers an entry. Best effort: one that gets lost is computed again.</summary>
    /// <param name="entry">The entry.</param>
    [OneWay]
    [AlwaysInterleave]
    [Alias("Put")]
    Task PutAsync(CacheEntry entry);

    /// <summary>Hands what it holds to the same partition of the third tier, what is worth most first, because its silo ends.</summary>
    /// <param name="cancellationToken">Ends it; what was not handed down by then is lost.</param>
    /// <returns>The entries that were handed down.</returns>
    [Alias("HandDown")]
    Task<int> HandDownAsync(CancellationToken cancellationToken);
}
