using RagCluster.Inference;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;
using RagCluster.Inference.Reranking;
using RagCluster.PlannerBenchmark.Reports;

namespace RagCluster.PlannerBenchmark.Matrices;

/// <summary>
/// Runs every plan on every query of the shared collections and writes the outcomes, before and after a change of the corpus.
/// </summary>
internal static class MatrixProducer
{
    private const int QueriesMax = 500;
    private const int WarmUps = 30;
    private const int Repeats = 3;

    // A third of an abstract.
    private const int WordsAfter = 60;

    /// <summary>Prints what interference gains on the same collections.</summary>
    internal static async Task InterfereAsync(string models, string data)
    {
        ModelRegistry registry = Registry(models);
        await using InferenceRuntime runtime = new(new InferenceOptions(), TimeProvider.System);
        await using ITextEmbedder embedder = runtime.OpenEmbedder(registry.Default);
        foreach ((string name, JudgedSet set) in Sets(data))
            await InterferenceReport.PrintAsync(name, set, embedder);
    }

    internal static async Task RunAsync(string models, string data, string folder)
    {
        ModelRegistry registry = Registry(models);
        await using InferenceRuntime runtime = new(new InferenceOptions(), TimeProvider.System);
        await using ITextEmbedder embedder = runtime.OpenEmbedder(registry.Default);
        await using IReranker reranker = runtime.OpenReranker(registry.DefaultReranker);
        Directory.CreateDirectory(folder);
        foreach ((string name, JudgedSet set) in Sets(data))
        {
            await WriteAsync(Path.Combine(folder, $"{name}.csv"), set, embedder, reranker);
            await WriteAsync(Path.Combine(folder, $"{name}.after.csv"), set.Shortened(WordsAfter), embedder, reranker);
        }
    }

    // Models of a user's own have no part in it.
    private static ModelRegistry Registry(string models) => ModelRegistry.Load(models, Path.Combine(models, "none"));

    private static IEnumerable<(string Name, JudgedSet Set)> Sets(string data) =>
        [
            ("scifact", JudgedSet.ReadBeir(Path.Combine(data, "scifact"), QueriesMax)),
            ("pubmedqa", JudgedSet.ReadBeir(Path.Combine(data, "pubmedqa"), QueriesMax)),
            ("xquad", JudgedSet.ReadSquad(Path.Combine(data, "xquad", "xquad.en.dev.json"))),
        ];

    private static async Task WriteAsync(string file, JudgedSet set, ITextEmbedder embedder, IReranker reranker)
    {
        PlanRuns runs = new(await Collection.OpenAsync(set, embedder), embedder, reranker);
        foreach (JudgedText query in set.Queries.Take(WarmUps))
            await runs.RunAsync(query, 1);
        List<OutcomeRow> rows = [];
        foreach (JudgedText query in set.Queries)
            rows.Add(await runs.RunAsync(query, Repeats));
        MatrixFile.Write(file, rows);
        string means = string.Join(
            "  ",
            MatrixFile.Menu.Plans.Select((plan, i) => FormattableString.Invariant($"{plan.Name} {rows.Average(row => row.Quality[i]):F4}"))
        );
        Console.WriteLine(FormattableString.Invariant($"{Path.GetFileName(file)}: {rows.Count} queries, nDCG@10: {means}"));
    }
}
