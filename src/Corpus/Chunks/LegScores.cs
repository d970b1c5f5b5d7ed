namespace RagCluster.Corpus.Chunks;

/// <summary>What the legs of one search give a chunk.</summary>
/// <param name="Bm25">Its BM25 score, from 0 (no term of the query); null when the leg did not run.</param>
/// <param name="Vector">Its cosine with the query, -1 to 1; null when the leg did not run or the chunk has no vector.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.LegScores")]
public sealed record LegScores([property: Id(0)] double? Bm25, [property: Id(1)] double? Vector);
