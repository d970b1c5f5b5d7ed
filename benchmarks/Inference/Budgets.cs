using RagCluster.Inference;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.InferenceBenchmark;

/// <summary>What a batch's budget of tokens changes on the processor: where the default comes from.</summary>
internal static class Budgets
{
    private const int Rounds = 3;
    private static readonly int[] Tokens = [256, 512, 1024, 2048, 4096];
    private static readonly EmbeddingCall Bulk = new(EmbeddingPurpose.Passage, BatchPriority.Bulk);

    internal static async Task RunAsync(ModelEntry entry, int texts)
    {
        int[][] mixed = Texts.Mixed(texts, 3);
        Timing?[] best = new Timing?[Tokens.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < Tokens.Length; i++)
            {
                await using OnnxTextEmbedder embedder = EmbedderFactory.Create(
                    entry,
                    new InferenceOptions
                    {
                        Device = "cpu",
                        Threads = 1,
                        BatchTokensMax = Tokens[i],
                    }
                );
                best[i] = Timing.Better(best[i], await Timing.TakeAsync(texts, () => embedder.EmbedTokensAsync(mixed, Bulk, default)));
            }
        }

        for (int i = 0; i < Tokens.Length; i++)
            Figures.Print($"{entry.Name} 1 thread mixed lengths", $"batches of {Tokens[i]} tokens", best[i]!.PerCpuSecond, "texts/CPU-s");
    }
}
