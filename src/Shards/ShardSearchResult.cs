namespace RagCluster.Shards;

/// <summary>What one shard found. Each leg stands best first, equal scores by chunk id, so that merging shards gives the same list for any number of them.</summary>
/// <param name="Bm25">Hits of the BM25 leg; empty when it did not run.</param>
/// <param name="Vectors">Hits of the vector leg; empty when it did not run.</param>
public sealed record ShardSearchResult(ShardHit[] Bm25, ShardHit[] Vectors);
