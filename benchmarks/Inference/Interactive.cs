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
    private const int FullBatches = 20;
    private static readonly EmbeddingCall Bulk = new(EmbeddingPurpose.Passage, BatchPriority.Bulk);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    internal static async Task RunAsync(ModelEntry entry, TimeSpan time)
    {
        await using InferenceRuntime runtime = new(new InferenceOptions { Device = "cpu" }, TimeProvider.System);
        await using OnnxTextEmbedder embedder = runtime.OpenEmbedder(entry);
        string name = $"{entry.Name} query of 16 tokens";
        Waits idle = await QueriesAsync(embedder, time / 2);
        // A full batch on its own: as many texts of 128 tokens as its budget holds.
        int[][] batch = Texts.Of(Math.Max(1, runtime.Statistics[0].BatchTokensMax / 128), 128, 5);
        Waits full = new();
        for (int i = 0; i < FullBatches; i++)
            await full.AddAsync(() => embedder.EmbedTokensAsync(batch, Bulk, default));
        using CancellationTokenSource stop = new();
        Task[] bulk = [.. Enumerable.Range(0, BulkCallers).Select(i => SaturateAsync(embedder, i, stop.Token))];
        Waits busy = await QueriesAsync(embedder, time);
        await stop.CancelAsync();
        await Task.WhenAll(bulk);
        Print(name, "", (idle.Milliseconds, full.Milliseconds, busy.Milliseconds), 1);
        // What this process computed meanwhile, by as many threads as run at once: the time on a machine that nobody else uses.
        Print(name, " by processor time", (idle.CpuMilliseconds, full.CpuMilliseconds, busy.CpuMilliseconds), Environment.ProcessorCount);
    }

    private static void Print(string name, string how, (Percentiles Idle, Percentiles Full, Percentiles Busy) waits, int threads)
    {
        double p99 = waits.Busy.At(0.99) / threads;
        Figures.Print(name, $"idle p50{how}", waits.Idle.At(0.5), "ms");
        Figures.Print(name, $"idle p99{how}", waits.Idle.At(0.99), "ms");
        Figures.Print(name, $"one full batch{how}", waits.Full.At(0.5), "ms");
        Figures.Print(name, $"beside bulk p50{how}", waits.Busy.At(0.5) / threads, "ms");
        Figures.Print(name, $"beside bulk p99{how}", p99, "ms");
        Figures.Print(
            name,
            $"beside bulk p99 / (2 full batches + own time){how}",
            p99 / ((2 * waits.Full.At(0.5)) + waits.Idle.At(0.5)),
            "×"
        );
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

    private static async Task<Waits> QueriesAsync(OnnxTextEmbedder embedder, TimeSpan time)
    {
        Waits waits = new();
        int[][] query = Texts.Of(1, 16, 7);
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time; )
        {
            await waits.AddAsync(() => embedder.EmbedTokensAsync(query, EmbeddingCall.Query, default));
            await Task.Delay(Pause, TimeProvider.System);
        }

        return waits;
    }
}
