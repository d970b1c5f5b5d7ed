using RagCluster.Caching.Keys;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Caching;

/// <summary>The key of a query, and the state of the collection that it names.</summary>
/// <param name="Key">The key.</param>
/// <param name="Settings">The collection's settings.</param>
/// <param name="Positions">What its shards answered from when the query came.</param>
internal sealed record QueryKey(CacheKey Key, CollectionSettings Settings, ShardPosition[] Positions);
