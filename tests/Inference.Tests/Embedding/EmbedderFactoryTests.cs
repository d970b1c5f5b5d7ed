using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Tests.Embedding;

public sealed class EmbedderFactoryTests
{
    [Fact]
    public void EntryThatDisagreesWithItsGraph_NamesTheField()
    {
        Check("dimensions", SampleModels.Pooled with { Dimensions = 9 });
        Check("output", SampleModels.Pooled with { Output = "other" });
        Check("pooling", SampleModels.Pooled with { Pooling = PoolingMode.Mean });
        Check("inputs", SampleModels.Pooled with { Inputs = ["input_ids"] });
        Check("inputs", SampleModels.Pooled with { Inputs = ["input_ids", "attention_mask", "token_type_ids"] });
    }

    [Fact]
    public void MissingFiles_SayWhatToRun()
    {
        using SampleFolder folder = new();
        ModelException error = Assert.Throws<ModelException>(() =>
            EmbedderFactory.Create(SampleModels.Pooled with { Folder = folder.Path }, new InferenceOptions())
        );
        Assert.Equal(ModelFault.NotFound, error.Fault);
        Assert.Contains("rag models pull", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reranker_IsRefused() =>
        Assert.Throws<ModelException>(() =>
            EmbedderFactory.Create(SampleModels.Pooled with { Kind = ModelKind.Rerank }, new InferenceOptions())
        );

    [Fact]
    public void WrongSetting_IsRefusedBeforeAnythingIsLoaded() =>
        Assert.Throws<ArgumentException>(() => EmbedderFactory.Create(SampleModels.Pooled, new InferenceOptions { Device = "tpu" }));

    [Fact]
    public async Task ProductsDefaultModel_IsWhatItsRegistrySaysAndRuns()
    {
        using SampleFolder folder = new();
        ModelEntry entry = ProductModels.Folder is { } models ? ModelRegistry.Load(models, folder.Path).Default : SampleModels.Pooled;
        await ModelVerifier.VerifyAsync(entry, default);
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(entry, new InferenceOptions { Device = "cpu" });
        float[][] vectors = await embedder.EmbedAsync(["the cat sat on the mat", "a cat on a mat", "423"], EmbeddingCall.Passage, default);
        Assert.All(vectors, vector => Assert.Equal(1, Math.Sqrt(vector.Sum(x => (double)x * x)), 4));
        Assert.True(Dot(vectors[0], vectors[1]) > Dot(vectors[0], vectors[2]));
    }

    [Fact]
    public async Task ProductsMultilingualModel_FindsTheSameAcrossLanguages()
    {
        using SampleFolder folder = new();
        if (ProductModels.Folder is not { } models)
            return;
        ModelEntry entry = ModelRegistry.Load(models, folder.Path).DefaultMultilingual;
        await ModelVerifier.VerifyAsync(entry, default);
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(entry, new InferenceOptions { Device = "cpu" });
        string[] english = ["The king built a new church.", "The doctor treats sick children.", "Water flows into the river."];
        string[] others =
        [
            "Der König baute eine neue Kirche.",
            "Le médecin soigne les enfants malades.",
            "El agua fluye hacia el río.",
            "Король построил новую церковь.",
            "医生治疗生病的孩子。",
            "الماء يجري في النهر",
        ];
        float[][] left = await embedder.EmbedAsync(english, EmbeddingCall.Passage, default);
        float[][] right = await embedder.EmbedAsync(others, EmbeddingCall.Query, default);
        Assert.Equal([0, 1, 2, 0, 1, 2], right.Select(vector => Enumerable.Range(0, 3).MaxBy(row => Dot(left[row], vector))));
    }

    private static double Dot(float[] left, float[] right) => left.Zip(right, (x, y) => (double)x * y).Sum();

    private static void Check(string field, ModelEntry entry)
    {
        ModelException error = Assert.Throws<ModelException>(() => EmbedderFactory.Create(entry, new InferenceOptions { Device = "cpu" }));
        Assert.Contains($", {field}:", error.Message, StringComparison.Ordinal);
    }
}
