using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>The parts of a passage's score over HTTP.</summary>
internal sealed record ScoresResponse(double? Vector, double? Bm25, double? Rerank)
{
    /// <summary>The HTTP form of the scores.</summary>
    internal static ScoresResponse From(PassageScores scores) => new(scores.Vector, scores.Bm25, scores.Rerank);
}
