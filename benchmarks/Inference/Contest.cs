using RagCluster.Inference;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.InferenceBenchmark;

/// <summary>
/// The batcher and the direct loop over one model with the same number of threads, in turns so that what disturbs one disturbs the other.
/// </summary>
internal sealed class Contest : IAsyncDisposable
{
    private static readonly EmbeddingCall Bulk = new(EmbeddingPurpose.Passage, BatchPriority.Bulk);
    private static readonly int[] FixedBatches = [4, 8, 16, 32];

    private readonly string _name;
    private readonly int _threads;
    private readonly bool _isExact;
    private readonly InferenceRuntime _runtime;
    private readonly OnnxTextEmbedder _embedder;
    private readonly Peer _peer;

    private Contest(ModelEntry entry, int threads, Peer peer)
    {
        _name = $"{entry.Name} {threads} thread{(threads > 1 ? "s" : "")}";
        _threads = threads;
        _isExact = entry.Precision == ModelPrecision.Fp32;
        _runtime = new InferenceRuntime(new InferenceOptions { Device = "cpu", Threads = threads }, TimeProvider.System);
        _embedder = _runtime.OpenEmbedder(entry);
        _peer = peer;
    }

    internal static async Task<Contest> StartAsync(ModelEntry entry, int threads, string peer) =>
        new(entry, threads, await Peer.StartAsync(peer, entry.ModelPath, threads));

    /// <summary>Measures lengths 32 and 128 and a mixture.</summary>
    internal async Task RunAsync(int rounds, int texts, double? peak)
    {
        await RunAsync("length 32", Texts.Of(texts, 32, 1), rounds, peak);
        await RunAsync("length 128", Texts.Of(texts / 4, 128, 2), rounds, peak);
        await RunAsync("mixed lengths", Texts.Mixed(texts / 2, 3), rounds, peak);
    }

    /// <summary>Compares vectors with the direct loop's, each text alone there and in batches here.</summary>
    internal async Task CompareVectorsAsync()
    {
        int[][] texts = Texts.Mixed(48, 9);
        double[][] expected = await _peer.VectorsAsync(texts);
        float[][] together = await _embedder.EmbedTokensAsync(texts, Bulk, default);
        float[][] alone = new float[texts.Length][];
        for (int i = 0; i < texts.Length; i++)
            alone[i] = (await _embedder.EmbedTokensAsync([texts[i]], Bulk, default))[0];
        Figures.Print(_name, "largest difference to the direct loop (text alone)", Agreement.Difference(expected, alone), "");
        Figures.Print(_name, "largest difference to the direct loop (text in a batch)", Agreement.Difference(expected, together), "");
        Figures.Print(_name, "smallest cosine to the direct loop (text in a batch)", Agreement.Cosine(expected, together), "");
        Figures.Print(_name, "largest difference alone and in a batch", Agreement.Difference(alone, together), "");
    }

    public async ValueTask DisposeAsync()
    {
        _peer.Dispose();
        await _embedder.DisposeAsync();
        await _runtime.DisposeAsync();
    }

    private async Task RunAsync(string what, int[][] texts, int rounds, double? peak)
    {
        string name = $"{_name} {what}";
        Timing? ours = null,
            best = null,
            unsorted = null;
        int bestBatch = 0;
        for (int round = 0; round < rounds; round++)
        {
            foreach (int batch in FixedBatches)
            {
                Timing loop = await _peer.LoopAsync(texts, batch, sorted: true);
                bestBatch = Timing.Better(best, loop) == loop ? batch : bestBatch;
                best = Timing.Better(best, loop);
                // Between two of its, so that both see the same machine.
                ours = Timing.Better(ours, await Timing.TakeAsync(texts.Length, () => _embedder.EmbedTokensAsync(texts, Bulk, default)));
            }

            unsorted = Timing.Better(unsorted, await _peer.LoopAsync(texts, 32, sorted: false));
        }

        Print(name, "batcher", ours!);
        Print(name, $"direct loop sorted (best: {bestBatch})", best!);
        Print(name, "direct loop 32 unsorted", unsorted!);
        Figures.Print(name, "batcher / best sorted loop by CPU-second", ours!.PerCpuSecond / best!.PerCpuSecond, "×");
        Figures.Print(name, "batcher / loop of 32 unsorted by CPU-second", ours.PerCpuSecond / unsorted!.PerCpuSecond, "×");
        if (_threads > 1)
            Figures.Print(name, "batcher / best sorted loop by second", ours.PerSecond / best.PerSecond, "×");
        double flop = texts.Average(text => Shape.Flop(text.Length)) * ours.PerCpuSecond / 1e9;
        Figures.Print(name, "arithmetic", flop, _isExact ? "GFLOP/CPU-s" : "GOP/CPU-s");
        if (peak is { } most)
            Figures.Print(name, "arithmetic of the peak", flop / most, "×");
    }

    private static void Print(string name, string who, Timing timing)
    {
        Figures.Print(name, who, timing.PerCpuSecond, "texts/CPU-s");
        Figures.Print(name, who, timing.PerSecond, "texts/s");
    }
}
