using System.Diagnostics;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Reranking;
using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Planning.Queries.Superposition;
using RagCluster.Ranking.Evaluation;
using RagCluster.Ranking.Fusion;

namespace RagCluster.PlannerBenchmark.Matrices;

/// <summary>Runs every plan on a query with the libraries that the server uses, and times each step alone.</summary>
internal sealed class PlanRuns(Collection collection, ITextEmbedder embedder, IReranker reranker)
{
    private const int Depth = 50;
    private const int RerankDepth = 20;
    private const int CutDepth = 10;
    private const int FeedbackRows = 3;
    private const int FeedbackTerms = 5;
    private const int StageCount = 32;

    private readonly double[] _seconds = new double[StageCount];

    /// <summary>The quality of all plans; of several runs each step's shortest time counts, since this machine has other work.</summary>
    internal async Task<OutcomeRow> RunAsync(JudgedText query, int repeats)
    {
        Array.Fill(_seconds, double.PositiveInfinity);
        double[] quality = [];
        for (int i = 0; i < repeats; i++)
            quality = await RunAsync(query);
        return new OutcomeRow(query.Id, QueryClassifier.Classify(query.Text).ToString(), quality, _seconds[..MatrixFile.Menu.Stages.Count]);
    }

    private async Task<double[]> RunAsync(JudgedText query)
    {
        double denseWeight = RetrievalPlans.Choose(QueryClassifier.Classify(query.Text), hasQueryVector: true, CutDepth).DenseWeight;
        float[] vector = (await TimedAsync("embed", () => embedder.EmbedAsync([query.Text], EmbeddingCall.Query, CancellationToken.None)))[
            0
        ];
        RowScore[] lexical = Timed("lexical", () => collection.Lexical(query.Text, Depth));
        RowScore[] dense = Timed("dense", () => collection.Dense(vector, Depth));
        RankedItem[] hybrid = Timed("fuse", () => Fuse(query.Text, vector, lexical, dense, denseWeight));
        RankedItem[] hybridReranked = await RerankAsync(query.Text, hybrid);
        RankedItem[] lexicalReranked = await RerankAsync(query.Text, [.. lexical.Select(row => new RankedItem(row.Row, row.Score))]);
        RankedItem[] many = await RerankAsync(query.Text, await ManyAsync(query.Text, lexical, denseWeight));
        Dictionary<string, RankedItem[]> rankings = new(StringComparer.Ordinal)
        {
            ["lexical"] = [.. lexical.Select(row => new RankedItem(row.Row, row.Score))],
            ["dense"] = [.. dense.Select(row => new RankedItem(row.Row, row.Score))],
            ["hybrid"] = hybrid,
            ["lexical+rerank"] = lexicalReranked,
            ["hybrid+rerank"] = hybridReranked,
            ["multi-query+hybrid+rerank"] = many,
        };
        return [.. MatrixFile.Menu.Plans.Select(plan => Quality(query, rankings[plan.Name]))];
    }

    // Wordings without a chat model: the query, and the query with the rarest terms of its first passages (pseudo-relevance feedback).
    private async Task<RankedItem[]> ManyAsync(string query, RowScore[] lexical, double denseWeight)
    {
        string[] wordings = Timed("expand", () => (string[])[query, $"{query} {string.Join(' ', Feedback(query, lexical))}"]);
        float[][] vectors = await TimedAsync(
            "embed-many",
            () => embedder.EmbedAsync(wordings, EmbeddingCall.Query, CancellationToken.None)
        );
        RowScore[][] words = Timed("lexical-many", () => Array.ConvertAll(wordings, wording => collection.Lexical(wording, Depth)));
        RowScore[][] near = Timed("dense-many", () => Array.ConvertAll(vectors, vector => collection.Dense(vector, Depth)));
        return Timed(
            "fuse-many",
            () =>
            {
                int[][] rankings =
                [
                    .. wordings.Select(
                        (wording, i) => Fuse(wording, vectors[i], words[i], near[i], denseWeight).Select(item => item.Item).ToArray()
                    ),
                ];
                return ReciprocalRankFusion.Fuse(rankings, [1, 1]);
            }
        );
    }

    private IEnumerable<string> Feedback(string query, RowScore[] lexical)
    {
        HashSet<string> known = [.. TextAnalyzer.Default.Analyze(query)];
        return lexical
            .Take(FeedbackRows)
            .SelectMany(row => TextAnalyzer.Default.Analyze(collection.TextOf(row.Row)).Distinct(StringComparer.Ordinal))
            .Where(term => !known.Contains(term) && !TextAnalyzer.Default.IsStopTerm(term))
            .GroupBy(term => term, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count() * collection.Rarity(group.Key))
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(FeedbackTerms)
            .Select(group => group.Key);
    }

    private RankedItem[] Fuse(string query, float[] vector, RowScore[] lexical, RowScore[] dense, double denseWeight)
    {
        int[] rows = [.. lexical.Concat(dense).Select(row => row.Row).Distinct().Order()];
        // A candidate of one leg is scored by the other one too, as a shard does it.
        Dictionary<int, double> words = collection.Lexical(query, Depth * 4).ToDictionary(row => row.Row, row => row.Score);
        RankedItem[] fused = ConvexFusion.Fuse([
            new ScoredLeg(
                [.. rows.Select(row => words.TryGetValue(row, out double score) ? score : (double?)null)],
                ScoredLeg.Bm25Minimum,
                1 - denseWeight
            ),
            new ScoredLeg([.. rows.Select(row => (double?)collection.Cosine(vector, row))], ScoredLeg.CosineMinimum, denseWeight),
        ]);
        return [.. fused.Select(item => new RankedItem(rows[item.Item], item.Score))];
    }

    // As the server blends: both scores scaled over what was scored, then their weighted mean.
    private Task<RankedItem[]> RerankAsync(string query, RankedItem[] ranked) =>
        TimedAsync(
            "rerank",
            async () =>
            {
                RankedItem[] best = [.. ranked.Take(RerankDepth)];
                if (best.Length == 0)
                    return best;
                float[] scores = await reranker.ScoreAsync(
                    query,
                    [.. best.Select(item => collection.TextOf(item.Item))],
                    BatchCall.Interactive,
                    CancellationToken.None
                );
                RankedItem[] blended = ConvexFusion.Fuse([
                    new ScoredLeg([.. best.Select(item => (double?)item.Score)], best.Min(item => item.Score), 1 - reranker.Weight),
                    new ScoredLeg([.. scores.Select(score => (double?)score)], scores.Min(), reranker.Weight),
                ]);
                return [.. blended.Select(item => new RankedItem(best[item.Item].Item, item.Score))];
            }
        );

    private double Quality(JudgedText query, RankedItem[] ranking)
    {
        Dictionary<string, int> judged = collection.Set.Judgements[query.Id];
        return RankingMetrics.Ndcg(
            [.. ranking.Take(CutDepth).Select(item => judged.GetValueOrDefault(collection.Set.Documents[item.Item].Id))],
            judged.Values,
            CutDepth
        );
    }

    private T Timed<T>(string stage, Func<T> work)
    {
        long began = Stopwatch.GetTimestamp();
        T result = work();
        Note(stage, began);
        return result;
    }

    private async Task<T> TimedAsync<T>(string stage, Func<Task<T>> work)
    {
        long began = Stopwatch.GetTimestamp();
        T result = await work();
        Note(stage, began);
        return result;
    }

    private void Note(string stage, long began)
    {
        int number = MatrixFile.Menu.StageNumber(stage);
        _seconds[number] = Math.Min(_seconds[number], Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}
