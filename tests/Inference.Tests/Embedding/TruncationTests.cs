using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Tests.Embedding;

public sealed class TruncationTests
{
    private static readonly InferenceOptions Cpu = new() { Device = "cpu", Threads = 1 };

    [Fact]
    public async Task VectorCutToAnAllowedLength_IsTheHeadScaledToLengthOne()
    {
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(SampleModels.Pooled with { MatryoshkaDimensions = [2, 4] }, Cpu);
        float[] whole = (await embedder.EmbedAsync(["the cat"], EmbeddingCall.Passage, default))[0];
        float[] cut = (await embedder.EmbedAsync(["the cat"], EmbeddingCall.Passage with { Dimensions = 4 }, default))[0];
        double length = Math.Sqrt(whole.Take(4).Sum(x => (double)x * x));
        Assert.Equal(4, cut.Length);
        for (int i = 0; i < cut.Length; i++)
            Assert.Equal(whole[i] / length, cut[i], 1e-5);
    }

    [Fact]
    public async Task LengthThatTheModelWasNotTrainedFor_IsRefusedAndTheAllowedOnesNamed()
    {
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(SampleModels.Pooled with { MatryoshkaDimensions = [2, 4] }, Cpu);
        ModelException error = await Assert.ThrowsAsync<ModelException>(() =>
            embedder.EmbedAsync(["cat"], EmbeddingCall.Passage with { Dimensions = 3 }, default)
        );
        Assert.Equal(ModelFault.Invalid, error.Fault);
        Assert.Contains("2, 4, 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenThatTheModelHasNot_IsRefused()
    {
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(SampleModels.Pooled, Cpu);
        await Assert.ThrowsAsync<ModelException>(() =>
            embedder.EmbedTokensAsync(
                [
                    [2, 1_000_000, 3],
                ],
                EmbeddingCall.Query,
                default
            )
        );
        await Assert.ThrowsAsync<ModelException>(() =>
            embedder.EmbedTokensAsync(
                [
                    [2, -1, 3],
                ],
                EmbeddingCall.Query,
                default
            )
        );
        await Assert.ThrowsAsync<ModelException>(() => embedder.EmbedTokensAsync([new int[33]], EmbeddingCall.Query, default));
    }
}
