using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>The parts of a passage's score.</summary>
/// <param name="Vector">The cosine of the query's and the passage's vectors, -1 to 1; null when the dense leg did not find it.</param>
/// <param name="Bm25">The BM25 score, from 0; null when the lexical leg did not find it.</param>
/// <param name="Rerank">The reranker's score; null when none ran.</param>
internal sealed record ScoresResponse(double? Vector, double? Bm25, double? Rerank)
{
    /// <summary>The HTTP form of the scores.</summary>
    internal static ScoresResponse From(PassageScores scores) => new(scores.Vector, scores.Bm25, scores.Rerank);
}
