using RagCluster.Inference;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.InferenceBenchmark;

/// <summary>One model on the processor and on a GPU: texts a second, how long a query takes, and how far the vectors agree.</summary>
internal static class Devices
{
    private const int Rounds = 4;
    private const int TextsFirst = 256;
    private const int TextsLast = 32_768;
    private const int Compared = 512;
    private const int Queries = 300;
    private static readonly (int Texts, int Tokens)[] Budgets =
    [
        (32, 2_048),
        (32, 16_384),
        (64, 8_192),
        (64, 16_384),
        (128, 16_384),
        (256, 16_384),
        (256, 32_768),
        (1_024, 65_536),
    ];
    private static readonly EmbeddingCall Bulk = new(EmbeddingPurpose.Passage, BatchPriority.Bulk);

    internal static async Task RunAsync(ModelEntry entry, string gpu)
    {
        int[][] same = Texts.Mixed(Compared, 9);
        (double cpu, float[][] expected) = await MeasureAsync(entry, "cpu", same);
        (double cuda, float[][] actual) = await MeasureAsync(entry, gpu, same);
        Figures.Print($"{entry.Name} mixed lengths", $"{gpu} / cpu", cuda / cpu, "×");
        Figures.Print(entry.Name, "largest difference of a component", Agreement.Difference(expected, actual), "");
        Figures.Print(entry.Name, "smallest cosine", Agreement.Cosine(expected, actual), "");
        await CompareBudgetsAsync(entry, gpu);
    }

    private static async Task<(double PerSecond, float[][] Vectors)> MeasureAsync(ModelEntry entry, string device, int[][] same)
    {
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(entry, new InferenceOptions { Device = device });
        string name = $"{entry.Name} on {embedder.Device.Name}";
        await Console.Error.WriteLineAsync($"{name}: {embedder.DeviceReason}");
        Figures.Print(name, "length 32", await BestAsync(embedder, count => Texts.Of(count, 32, 1)), "texts/s");
        Figures.Print(name, "length 128", await BestAsync(embedder, count => Texts.Of(count, 128, 2)), "texts/s");
        double mixed = await BestAsync(embedder, count => Texts.Mixed(count, 3));
        Figures.Print(name, "mixed lengths", mixed, "texts/s");
        Waits waits = new();
        int[][] query = Texts.Of(1, 16, 7);
        for (int i = 0; i < Queries; i++)
            await waits.AddAsync(() => embedder.EmbedTokensAsync(query, EmbeddingCall.Query, default));
        Figures.Print(name, "query of 16 tokens p50", waits.Milliseconds.At(0.5), "ms");
        Figures.Print(name, "query of 16 tokens p99", waits.Milliseconds.At(0.99), "ms");
        return (mixed, await embedder.EmbedTokensAsync(same, Bulk, default));
    }

    private static async Task CompareBudgetsAsync(ModelEntry entry, string gpu)
    {
        foreach ((int textsMax, int tokensMax) in Budgets)
        {
            InferenceOptions options = new()
            {
                Device = gpu,
                BatchTextsMax = textsMax,
                BatchTokensMax = tokensMax,
            };
            await using OnnxTextEmbedder embedder = EmbedderFactory.Create(entry, options);
            double best = await BestAsync(embedder, count => Texts.Mixed(count, 4));
            Figures.Print($"{entry.Name} on {gpu}", $"batches of {textsMax} texts and {tokensMax} tokens", best, "texts/s");
        }
    }

    private static async Task<double> BestAsync(OnnxTextEmbedder embedder, Func<int, int[][]> texts)
    {
        double best = 0;
        for (int round = 0; round < Rounds; round++)
        {
            // A device may be a thousand times as fast as another: each gets what it does in about a second.
            int[][] given = texts(best == 0 ? TextsFirst : (int)Math.Clamp(best, TextsFirst, TextsLast));
            Timing timing = await Timing.TakeAsync(given.Length, () => embedder.EmbedTokensAsync(given, Bulk, default));
            best = Math.Max(best, timing.PerSecond);
        }

        return best;
    }
}
