using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Caching;

/// <summary>One partition of the third tier of the cache: in the store. Key: the partition.</summary>
[Alias("RagCluster.IColdCacheGrain")]
public interface IColdCacheGrain : IGrainWithIntegerKey
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

    /// <summary>Takes entries over, and says when they are in the store.</summary>
    /// <param name="entries">The entries, what is worth most first.</param>
    /// <param name="cancellationToken">Ends it between two entries.</param>
    /// <returns>How many are held now.</returns>
    [AlwaysInterleave]
    [Alias("TakeOver")]
    Task<int> TakeOverAsync(CacheEntry[] entries, CancellationToken cancellationToken);
}
