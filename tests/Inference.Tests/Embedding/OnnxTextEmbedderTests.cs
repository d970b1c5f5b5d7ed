using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Tests.Embedding;

public sealed class OnnxTextEmbedderTests
{
    private const double Tolerance = 1e-5;
    private static readonly InferenceOptions Cpu = new() { Device = "cpu", Threads = 1 };

    public static TheoryData<PoolingMode> Poolings => [PoolingMode.None, PoolingMode.Mean, PoolingMode.Cls];

    [Theory]
    [MemberData(nameof(Poolings))]
    public async Task TextsOfManyLengths_GetTheSameVectorAloneAndInABatch(PoolingMode pooling)
    {
        await using OnnxTextEmbedder embedder = Create(pooling);
        string[] texts = Texts(97, 3);
        float[][] together = await embedder.EmbedAsync(texts, EmbeddingCall.Passage, default);
        for (int i = 0; i < texts.Length; i++)
        {
            float[] alone = (await embedder.EmbedAsync([texts[i]], EmbeddingCall.Passage, default))[0];
            AssertClose(alone, together[i]);
            Assert.Equal(1, Math.Sqrt(alone.Sum(x => (double)x * x)), 5);
        }
    }

    [Fact]
    public async Task ShuffledTexts_KeepTheirVectors()
    {
        await using OnnxTextEmbedder embedder = Create(PoolingMode.Mean);
        string[] texts = Texts(64, 9);
        float[][] vectors = await embedder.EmbedAsync(texts, EmbeddingCall.Passage, default);
        float[][] backwards = await embedder.EmbedAsync([.. texts.Reverse()], EmbeddingCall.Passage, default);
        for (int i = 0; i < texts.Length; i++)
            AssertClose(vectors[i], backwards[texts.Length - 1 - i]);
    }

    [Fact]
    public async Task EmptyTexts_GetZeros()
    {
        await using OnnxTextEmbedder embedder = Create(PoolingMode.Mean);
        float[][] vectors = await embedder.EmbedAsync(["", "cat", " \n", "\u0007"], EmbeddingCall.Passage, default);
        Assert.All([vectors[0], vectors[2], vectors[3]], vector => Assert.Equal(new float[8], vector));
        Assert.NotEqual(new float[8], vectors[1]);
        Assert.Empty(await embedder.EmbedAsync([], EmbeddingCall.Passage, default));
    }

    [Fact]
    public async Task Prefixes_ArePutBeforeByPurpose()
    {
        await using OnnxTextEmbedder plain = Create(PoolingMode.Mean);
        await using OnnxTextEmbedder prefixed = EmbedderFactory.Create(
            SampleModels.TokenVectors with
            {
                QueryPrefix = "query: ",
                PassagePrefix = "passage: ",
            },
            Cpu
        );
        float[][] expected = await plain.EmbedAsync(["query: cat", "passage: cat"], EmbeddingCall.Query, default);
        AssertClose(expected[0], (await prefixed.EmbedAsync(["cat"], EmbeddingCall.Query, default))[0]);
        AssertClose(expected[1], (await prefixed.EmbedAsync(["cat"], EmbeddingCall.Passage, default))[0]);
    }

    [Fact]
    public async Task TextBeyondTheModelsLength_IsCut()
    {
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(SampleModels.TokenVectors with { MaxTokens = 5 }, Cpu);
        float[][] vectors = await embedder.EmbedAsync(["the cat sat", "the cat sat on the mat"], EmbeddingCall.Passage, default);
        AssertClose(vectors[0], vectors[1]);
    }

    [Fact]
    public async Task CancelledWork_Stops()
    {
        await using OnnxTextEmbedder embedder = Create(PoolingMode.Mean);
        using CancellationTokenSource source = new();
        string[] texts = Texts(20_000, 1);
        Task<float[][]> work = embedder.EmbedAsync(texts, EmbeddingCall.Passage, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    [Fact]
    public async Task ManyCallersAtOnce_GetTheirOwnVectors()
    {
        await using OnnxTextEmbedder embedder = Create(PoolingMode.None);
        string[][] requests = [.. Enumerable.Range(0, 24).Select(seed => Texts(17, seed))];
        float[][][] expected = new float[requests.Length][][];
        for (int i = 0; i < requests.Length; i++)
            expected[i] = await embedder.EmbedAsync(requests[i], EmbeddingCall.Passage, default);

        float[][][] actual = await Task.WhenAll(requests.Select(request => embedder.EmbedAsync(request, EmbeddingCall.Passage, default)));
        for (int i = 0; i < requests.Length; i++)
        {
            for (int j = 0; j < requests[i].Length; j++)
                AssertClose(expected[i][j], actual[i][j]);
        }
    }

    [Fact]
    public async Task SharedModels_AreIndependentOfTheBatchToo()
    {
        string? tiny = SharedFiles.Find("models/tiny-lsa-64/model.onnx");
        string? vocabulary = SharedFiles.Find("models/tokenizer-bert-uncased/vocab.txt");
        ModelEntry entry =
            tiny is null || vocabulary is null
                ? SampleModels.Pooled
                : SampleModels.Pooled with
                {
                    Dimensions = 64,
                    Files = new ModelFiles
                    {
                        Model = SampleModels.File("pooled.onnx") with { Path = tiny },
                        Vocabulary = SampleModels.File("vocab.txt") with { Path = vocabulary },
                    },
                };
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(entry, Cpu);
        string[] texts = Texts(50, 21);
        float[][] together = await embedder.EmbedAsync(texts, EmbeddingCall.Passage, default);
        for (int i = 0; i < texts.Length; i++)
            AssertClose((await embedder.EmbedAsync([texts[i]], EmbeddingCall.Passage, default))[0], together[i]);
    }

    private static OnnxTextEmbedder Create(PoolingMode pooling) =>
        EmbedderFactory.Create(
            pooling == PoolingMode.None ? SampleModels.Pooled : SampleModels.TokenVectors with { Pooling = pooling },
            Cpu
        );

    private static string[] Texts(int count, int seed)
    {
        Random random = new(seed);
        string[] words = ["the", "cat", "sat", "on", "mat", "dogs", "searching", "house", "zebra", "42", "中文", ","];
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 25)).Select(_ => words[random.Next(words.Length)]))),
        ];
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(Math.Abs(expected[i] - actual[i]), 0, Tolerance);
    }
}
