using RagCluster.Ranking.Fusion;

namespace RagCluster.Grains.Query.Finding;

/// <summary>Candidates in a reranker's order.</summary>
/// <param name="Ranked">The candidates, best first.</param>
/// <param name="Scores">What the reranker gave each, by the candidate's number.</param>
internal sealed record RerankedPassages(IReadOnlyList<RankedItem> Ranked, IReadOnlyDictionary<int, double> Scores);
