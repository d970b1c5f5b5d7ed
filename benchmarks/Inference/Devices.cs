using RagCluster.Inference;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.InferenceBenchmark;

/// <summary>One model on the processor and on a GPU: texts a second, how long a query takes, and how far the vectors agree.</summary>
internal static class Devices
{
    private const int Rounds = 3;
    private const int Compared = 512;
    private const int Queries = 300;
    private static readonly int[] Budgets = [2_048, 4_096, 8_192, 16_384, 32_768, 65_536];
    private static readonly EmbeddingCall Bulk = new(EmbeddingPurpose.Passage, BatchPriority.Bulk);

    internal static async Task RunAsync(ModelEntry entry, string gpu, int texts)
    {
        int[][] same = Texts.Mixed(Compared, 9);
        (double cpu, float[][] expected) = await MeasureAsync(entry, "cpu", texts / 64, same);
        (double cuda, float[][] actual) = await MeasureAsync(entry, gpu, texts, same);
        Figures.Print($"{entry.Name} mixed lengths", $"{gpu} / cpu", cuda / cpu, "×");
        Figures.Print(entry.Name, "largest difference of a component", Agreement.Difference(expected, actual), "");
        Figures.Print(entry.Name, "smallest cosine", Agreement.Cosine(expected, actual), "");
        await CompareBudgetsAsync(entry, gpu, texts);
    }

    private static async Task<(double PerSecond, float[][] Vectors)> MeasureAsync(ModelEntry entry, string device, int texts, int[][] same)
    {
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(entry, new InferenceOptions { Device = device });
        string name = $"{entry.Name} on {embedder.Device.Name}";
        await Console.Error.WriteLineAsync($"{name}: {embedder.DeviceReason}");
        Figures.Print(name, "length 32", await BestAsync(embedder, Texts.Of(texts, 32, 1)), "texts/s");
        Figures.Print(name, "length 128", await BestAsync(embedder, Texts.Of(texts / 4, 128, 2)), "texts/s");
        double mixed = await BestAsync(embedder, Texts.Mixed(texts / 2, 3));
        Figures.Print(name, "mixed lengths", mixed, "texts/s");
        Waits waits = new();
        int[][] query = Texts.Of(1, 16, 7);
        for (int i = 0; i < Queries; i++)
            await waits.AddAsync(() => embedder.EmbedTokensAsync(query, EmbeddingCall.Query, default));
        Figures.Print(name, "query of 16 tokens p50", waits.Milliseconds.At(0.5), "ms");
        Figures.Print(name, "query of 16 tokens p99", waits.Milliseconds.At(0.99), "ms");
        return (mixed, await embedder.EmbedTokensAsync(same, Bulk, default));
    }

    private static async Task CompareBudgetsAsync(ModelEntry entry, string gpu, int texts)
    {
        int[][] mixed = Texts.Mixed(texts, 4);
        foreach (int budget in Budgets)
        {
            InferenceOptions options = new()
            {
                Device = gpu,
                BatchTokensMax = budget,
                BatchTextsMax = Math.Min(budget / 8, 1_024),
            };
            await using OnnxTextEmbedder embedder = EmbedderFactory.Create(entry, options);
            Figures.Print($"{entry.Name} on {gpu}", $"batches of {budget} tokens", await BestAsync(embedder, mixed), "texts/s");
        }
    }

    private static async Task<double> BestAsync(OnnxTextEmbedder embedder, int[][] texts)
    {
        double best = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Timing timing = await Timing.TakeAsync(texts.Length, () => embedder.EmbedTokensAsync(texts, Bulk, default));
            best = Math.Max(best, timing.PerSecond);
        }

        return best;
    }
}
