using RagCluster.Caching.Keys;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Query.Keeping;

/// <summary>The key of a query, and the state of the collection that it names.</summary>
/// <param name="Parts">What the key holds.</param>
/// <param name="Settings">The collection's settings.</param>
/// <param name="Positions">What its shards answered from when the query came.</param>
internal sealed record QueryKey(CacheKeyParts Parts, CollectionSettings Settings, ShardPosition[] Positions)
{
    /// <summary>The key.</summary>
    internal CacheKey Key { get; } = Parts.Encode();
}
