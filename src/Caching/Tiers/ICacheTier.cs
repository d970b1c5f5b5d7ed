using RagCluster.Caching.Keys;

namespace RagCluster.Caching.Tiers;

/// <summary>One tier: memory of this process, a grain, a table. What it evicts it hands to the tier below itself.</summary>
/// <typeparam name="TValue">The value.</typeparam>
public interface ICacheTier<TValue>
{
    /// <summary>Looks a key up.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives the look-up up.</param>
    /// <returns>A fresh entry, or null.</returns>
    ValueTask<TierEntry<TValue>?> FindAsync(CacheKey key, CancellationToken cancellationToken);

    /// <summary>Offers an entry. A fresh one that is held under the key stays: both are right.</summary>
    /// <param name="key">The key.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Gives the offer up.</param>
    ValueTask PutAsync(CacheKey key, TierEntry<TValue> entry, CancellationToken cancellationToken);
}
