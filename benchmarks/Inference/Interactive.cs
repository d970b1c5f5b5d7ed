using System.Diagnostics;
using RagCluster.Inference;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.InferenceBenchmark;

/// <summary>Single queries while bulk work saturates the device.</summary>
internal static class Interactive
{
    private const int BulkCallers = 4;
    private static readonly EmbeddingCall Bulk = new(EmbeddingPurpose.Passage, BatchPriority.Bulk);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    internal static async Task RunAsync(ModelEntry entry, TimeSpan time)
    {
        await using var runtime = new InferenceRuntime(new InferenceOptions { Device = "cpu" }, TimeProvider.System);
        await using OnnxTextEmbedder embedder = runtime.OpenEmbedder(entry);
        string name = $"{entry.Name} query of 16 tokens";
        double[] idle = await QueriesAsync(embedder, time / 2);
        // A full batch on its own: as many texts of 128 tokens as its budget holds.
        int[][] batch = Texts.Of(Math.Max(1, runtime.Statistics[0].BatchTokensMax / 128), 128, 5);
        double full = await MedianAsync(20, () => embedder.EmbedTokensAsync(batch, Bulk, default));
        using var stop = new CancellationTokenSource();
        Task[] bulk = [.. Enumerable.Range(0, BulkCallers).Select(i => SaturateAsync(embedder, i, stop.Token))];
        double[] busy = await QueriesAsync(embedder, time);
        await stop.CancelAsync();
        await Task.WhenAll(bulk);
        Figures.Print(name, "idle p50", Percentile(idle, 0.5), "ms");
        Figures.Print(name, "idle p99", Percentile(idle, 0.99), "ms");
        Figures.Print(name, "one full batch", full, "ms");
        Figures.Print(name, "beside bulk p50", Percentile(busy, 0.5), "ms");
        Figures.Print(name, "beside bulk p99", Percentile(busy, 0.99), "ms");
        Figures.Print(name, "beside bulk p99 / (2 full batches + own time)", Percentile(busy, 0.99) / ((2 * full) + Percentile(idle, 0.5)), "×");
    }

    private static async Task SaturateAsync(OnnxTextEmbedder embedder, int seed, CancellationToken cancellationToken)
    {
        int[][] texts = Texts.Of(128, 128, seed);
        try
        {
            while (true)
                await embedder.EmbedTokensAsync(texts, Bulk, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static async Task<double[]> QueriesAsync(OnnxTextEmbedder embedder, TimeSpan time)
    {
        var milliseconds = new List<double>();
        int[][] query = Texts.Of(1, 16, 7);
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time;)
        {
            long at = Stopwatch.GetTimestamp();
            await embedder.EmbedTokensAsync(query, EmbeddingCall.Query, default);
            milliseconds.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            await Task.Delay(Pause, TimeProvider.System);
        }

        return [.. milliseconds.Order()];
    }

    private static async Task<double> MedianAsync(int times, Func<Task> work)
    {
        var milliseconds = new List<double>();
        for (int i = 0; i < times; i++)
        {
            long at = Stopwatch.GetTimestamp();
            await work();
            milliseconds.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        }

        return Percentile([.. milliseconds.Order()], 0.5);
    }

    private static double Percentile(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
