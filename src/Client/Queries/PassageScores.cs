namespace RagCluster.Client.Queries;

/// <summary>The parts of a passage's score; null for those that took no part.</summary>
/// <param name="Vector">Of the vectors.</param>
/// <param name="Bm25">Of the words.</param>
/// <param name="Rerank">Of the reranker.</param>
public sealed record PassageScores(double? Vector, double? Bm25, double? Rerank);
