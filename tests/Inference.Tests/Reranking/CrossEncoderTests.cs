using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;
using RagCluster.Inference.Reranking;

namespace RagCluster.Inference.Tests.Reranking;

public sealed class CrossEncoderTests
{
    private const double Tolerance = 1e-5;
    private static readonly string[] Passages =
    [
        "the cat sat on the mat",
        "dogs",
        "the house",
        "searching the zebra, 42 cats and dogs on a mat",
        "",
    ];

    [Fact]
    public async Task Score_DoesNotDependOnTheOtherPassages()
    {
        await using InferenceRuntime runtime = Runtime();
        await using IReranker reranker = runtime.OpenReranker(SampleModels.CrossEncoder);
        float[] together = await reranker.ScoreAsync("where is the cat", Passages, BatchCall.Interactive, default);
        Assert.All(together, score => Assert.InRange(score, 0, 1));
        Assert.Equal(Passages.Length, together.Distinct().Count());
        for (int i = 0; i < Passages.Length; i++)
            Assert.Equal(
                (await reranker.ScoreAsync("where is the cat", [Passages[i]], BatchCall.Interactive, default))[0],
                together[i],
                Tolerance
            );
    }

    [Fact]
    public async Task Order_OfThePairMatters()
    {
        await using InferenceRuntime runtime = Runtime();
        await using IReranker reranker = runtime.OpenReranker(SampleModels.CrossEncoder);
        float forth = (await reranker.ScoreAsync("the cat", ["on mat"], BatchCall.Interactive, default))[0];
        float back = (await reranker.ScoreAsync("on mat", ["the cat"], BatchCall.Interactive, default))[0];
        Assert.True(Math.Abs(forth - back) > Tolerance);
    }

    [Fact]
    public async Task LongPassage_GetsTheScoreOfItsBestWindow()
    {
        await using InferenceRuntime runtime = Runtime();
        await using IReranker reranker = runtime.OpenReranker(SampleModels.CrossEncoder);
        // Each word is one token: 48 less three special ones and the query leave 44, of which a quarter is shared.
        string[] words =
        [
            .. Enumerable
                .Range(0, 100)
                .Select(i =>
                    i % 3 == 0 ? "cat"
                    : i % 7 == 0 ? "dog"
                    : "mat"
                ),
        ];
        float whole = (await reranker.ScoreAsync("cat", [string.Join(' ', words)], BatchCall.Interactive, default))[0];
        string[] windows = [string.Join(' ', words[..44]), string.Join(' ', words[33..77]), string.Join(' ', words[66..])];
        float[] scores = await reranker.ScoreAsync("cat", windows, BatchCall.Interactive, default);
        Assert.Equal(3, scores.Distinct().Count());
        Assert.Equal(scores.Max(), whole, Tolerance);
    }

    [Fact]
    public async Task Embedder_IsRefusedAsReranker()
    {
        await using InferenceRuntime runtime = Runtime();
        Assert.Equal(ModelFault.Invalid, Assert.Throws<ModelException>(() => runtime.OpenReranker(SampleModels.Pooled)).Fault);
        Assert.Equal(ModelFault.Invalid, Assert.Throws<ModelException>(() => runtime.OpenEmbedder(SampleModels.CrossEncoder)).Fault);
    }

    private static InferenceRuntime Runtime() => new(new InferenceOptions { Device = "cpu", Threads = 1 }, TimeProvider.System);
}
