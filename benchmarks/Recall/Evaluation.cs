using System.Globalization;
using RagCluster.Ranking.Evaluation;

namespace RagCluster.Recall;

/// <summary>Averages the metrics over queries.</summary>
internal sealed class Evaluation(string name)
{
    private const int CutDepth = 10;
    private const int RecallDepth = 100;
    private readonly List<(double Ndcg, double Recall, double ReciprocalRank)> _queries = [];

    internal double Ndcg => _queries.Average(query => query.Ndcg);

    internal void Add(IEnumerable<string> ranking, Dictionary<string, int> judged)
    {
        int[] grades = [.. ranking.Select(id => judged.GetValueOrDefault(id))];
        _queries.Add(
            (
                RankingMetrics.Ndcg(grades, judged.Values, CutDepth),
                RankingMetrics.Recall(grades, judged.Values, RecallDepth),
                RankingMetrics.ReciprocalRank(grades, CutDepth)
            )
        );
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name, -28} nDCG@10 {Ndcg:F4}  recall@100 {_queries.Average(q => q.Recall):F4}  MRR@10 "
                + $"{_queries.Average(q => q.ReciprocalRank):F4}  ({_queries.Count} queries)"
        );
}
