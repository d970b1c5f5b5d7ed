using RagCluster.Inference.Embedding;
using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.Planning.Queries.Superposition;
using RagCluster.Planning.Queries.Superposition.Interference;
using RagCluster.Ranking.Evaluation;

namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>
/// What interference gains: the phase is learned on every other query and judged on the rest, against the weighted sum and the plain order.
/// </summary>
internal static class InterferenceReport
{
    private const int Depth = 50;
    private const int CutDepth = 10;
    private const double Weight = RetrievalPlans.DefaultDenseWeight;

    // Room for two or three of ten candidates.
    private const int BudgetWords = 400;
    private const double CopyFrom = 0.9;

    internal static async Task PrintAsync(string name, JudgedSet set, ITextEmbedder embedder)
    {
        Collection collection = await Collection.OpenAsync(set, embedder);
        List<Func<double, double>> quality = [];
        List<double> packed = [];
        List<double> packedCopies = [];
        List<double> moved = [];
        List<double> near = [];
        foreach (JudgedText query in set.Queries)
        {
            float[] vector = (await embedder.EmbedAsync([query.Text], EmbeddingCall.Query, CancellationToken.None))[0];
            (int Row, double[] Relevances)[] candidates = Candidates(collection, query.Text, vector);
            int Grade(int row) => set.Judgements[query.Id].GetValueOrDefault(set.Documents[row].Id);
            quality.Add(cosine =>
                RankingMetrics.Ndcg(
                    [.. Order(candidates, cosine).Take(CutDepth).Select(candidate => Grade(candidate.Row))],
                    set.Judgements[query.Id].Values,
                    CutDepth
                )
            );
            (int Row, double Score)[] first = [.. Order(candidates, 0).Take(CutDepth)];
            packed.Add(Packing(collection, first, Grade, similarFrom: 0));
            packedCopies.Add(Packing(collection, first, Grade, CopyFrom));
            moved.Add(
                Order(candidates, 1)
                    .Take(CutDepth)
                    .Select(candidate => candidate.Row)
                    .SequenceEqual(first.Select(candidate => candidate.Row))
                    ? 0
                    : 100
            );
            near.Add(
                (from a in first from b in first where a.Row < b.Row select Math.Max(0, collection.Cosine(a.Row, b.Row)))
                    .DefaultIfEmpty()
                    .Average()
            );
        }

        Func<double, double>[] learned = [.. quality.Where((_, i) => i % 2 == 0)];
        Func<double, double>[] judged = [.. quality.Where((_, i) => i % 2 == 1)];
        double best = LegInterference.LearnCosine(cosine => learned.Average(of => of(cosine)), margin: 0);
        Lines.Print($"interference {name}", "learned cosine", best, "");
        Lines.Print(
            $"interference {name}",
            "nDCG@10 over the weighted sum on other queries",
            Spread.Of([.. judged.Select(of => 100 * (of(best) - of(0)))]),
            "points"
        );
        Lines.Print($"interference {name}", "queries whose first ten a cosine of 1 changes", moved.Average(), "%");
        Lines.Print($"interference {name}", "relevant passages in the context over plain order", Spread.Of(packed), "points");
        Lines.Print($"interference {name}", "the same with only copies counted as similar", Spread.Of(packedCopies), "points");
        Lines.Print($"interference {name}", "mean similarity of the first ten", near.Average(), "");
    }

    private static (int Row, double[] Relevances)[] Candidates(Collection collection, string query, float[] vector)
    {
        Dictionary<int, double> words = collection.Lexical(query, Depth).ToDictionary(row => row.Row, row => row.Score);
        int[] rows = [.. words.Keys.Concat(collection.Dense(vector, Depth).Select(row => row.Row)).Distinct().Order()];
        double top = words.Values.DefaultIfEmpty(1).Max();
        double near = rows.Max(row => 1 + collection.Cosine(vector, row));
        return
        [
            .. rows.Select(row =>
                (row, (double[])[words.GetValueOrDefault(row) / top, Math.Max(0, 1 + collection.Cosine(vector, row)) / near])
            ),
        ];
    }

    private static IEnumerable<(int Row, double Score)> Order((int Row, double[] Relevances)[] candidates, double cosine) =>
        candidates
            .Select(candidate => (candidate.Row, Score: LegInterference.Score([1 - Weight, Weight], candidate.Relevances, [cosine])))
            .OrderByDescending(candidate => candidate.Score)
            .ThenBy(candidate => candidate.Row);

    private static double Packing(Collection collection, (int Row, double Score)[] ranked, Func<int, int> grade, double similarFrom)
    {
        int[] lengths = [.. ranked.Select(candidate => collection.TextOf(candidate.Row).Split(' ').Length)];
        double[] relevances = [.. ranked.Select(candidate => Math.Clamp(candidate.Score, 0, 1))];
        IReadOnlyList<int> byPrinciple = ContextPacking.Pack(
            relevances,
            lengths,
            (a, b) => Math.Clamp(collection.Cosine(ranked[a].Row, ranked[b].Row), 0, 1) is var near && near >= similarFrom ? near : 0,
            BudgetWords
        );
        IReadOnlyList<int> plain = ContextPacking.Pack(relevances, lengths, (_, _) => 0, BudgetWords);
        return 100.0 * (byPrinciple.Count(i => grade(ranked[i].Row) > 0) - plain.Count(i => grade(ranked[i].Row) > 0));
    }
}
