namespace RagCluster.Shards;

/// <summary>What the legs of one search give a chunk.</summary>
/// <param name="Bm25">Its BM25 score, from 0 (no term of the query); null when the leg did not run.</param>
/// <param name="Vector">Its cosine with the query, -1 to 1; null when the leg did not run or the chunk has no vector.</param>
public sealed record LegScores(double? Bm25, double? Vector);
