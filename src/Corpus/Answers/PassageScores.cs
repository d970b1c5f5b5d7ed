namespace RagCluster.Corpus.Answers;

/// <summary>What each leg of the retrieval gave a passage.</summary>
/// <param name="Vector">Cosine of query and chunk, -1 to 1; null when the leg did not find it.</param>
/// <param name="Bm25">BM25 score, from 0; null when the leg did not find it.</param>
/// <param name="Rerank">The reranker's score; null when none ran.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PassageScores")]
public sealed record PassageScores([property: Id(0)] double? Vector, [property: Id(1)] double? Bm25, [property: Id(2)] double? Rerank);
