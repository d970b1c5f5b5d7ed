namespace RagCluster.Ranking.Evaluation;

/// <summary>
/// How good a ranking is against judgements. A grade is 0 for an irrelevant or unjudged item and higher for a more relevant one. The values
/// equal those of trec_eval, which BEIR reports.
/// </summary>
public static class RankingMetrics
{
    /// <summary>
    /// Normalised discounted cumulative gain: Σ grade / log2(rank + 1) over that of the best possible ranking. Source: K. Järvelin and
    /// J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 20(4), 2002, with the linear gain of trec_eval.
    /// </summary>
    /// <param name="ranked">Grades of the ranked items, best rank first.</param>
    /// <param name="judged">Grades of all judged items of the query, any order.</param>
    /// <param name="depth">Ranks that count.</param>
    /// <returns>0 to 1; 0 when nothing is relevant.</returns>
    public static double Ndcg(IReadOnlyList<int> ranked, IReadOnlyCollection<int> judged, int depth)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(judged);
        double ideal = Gain(judged.OrderDescending(), depth);
        return ideal > 0 ? Gain(ranked, depth) / ideal : 0;
    }

    /// <summary>The share of the relevant items that the first ranks hold.</summary>
    /// <param name="ranked">Grades of the ranked items, best rank first.</param>
    /// <param name="judged">Grades of all judged items of the query, any order.</param>
    /// <param name="depth">Ranks that count.</param>
    /// <returns>0 to 1; 0 when nothing is relevant.</returns>
    public static double Recall(IReadOnlyList<int> ranked, IReadOnlyCollection<int> judged, int depth)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(judged);
        int relevant = judged.Count(grade => grade > 0);
        return relevant > 0 ? (double)ranked.Take(depth).Count(grade => grade > 0) / relevant : 0;
    }

    /// <summary>One over the rank of the first relevant item.</summary>
    /// <param name="ranked">Grades of the ranked items, best rank first.</param>
    /// <param name="depth">Ranks that count.</param>
    /// <returns>0 to 1; 0 when none of them is relevant.</returns>
    public static double ReciprocalRank(IReadOnlyList<int> ranked, int depth)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        for (int rank = 0; rank < Math.Min(depth, ranked.Count); rank++)
        {
            if (ranked[rank] > 0)
                return 1.0 / (rank + 1);
        }

        return 0;
    }

    private static double Gain(IEnumerable<int> grades, int depth) =>
        grades.Take(depth).Select((grade, rank) => Math.Max(0, grade) / Math.Log2(rank + 2)).Sum();
}
