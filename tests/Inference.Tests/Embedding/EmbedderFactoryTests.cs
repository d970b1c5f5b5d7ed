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
        ModelEntry entry = ModelsOfTheProduct() is { } models ? ModelRegistry.Load(models, folder.Path).Default : SampleModels.Pooled;
        await ModelVerifier.VerifyAsync(entry, default);
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(entry, new InferenceOptions { Device = "cpu" });
        float[][] vectors = await embedder.EmbedAsync(["the cat sat on the mat", "a cat on a mat", "423"], EmbeddingCall.Passage, default);
        Assert.All(vectors, vector => Assert.Equal(1, Math.Sqrt(vector.Sum(x => (double)x * x)), 4));
        Assert.True(Dot(vectors[0], vectors[1]) > Dot(vectors[0], vectors[2]));
    }

    private static double Dot(float[] left, float[] right) => left.Zip(right, (x, y) => (double)x * y).Sum();

    /// <summary>The folder <c>models</c> of the checkout; a packed test run has none.</summary>
    private static string? ModelsOfTheProduct()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RagCluster.sln")))
                return File.Exists(Path.Combine(folder.FullName, "models", "registry.json"))
                    ? Path.Combine(folder.FullName, "models")
                    : null;
        }

        return null;
    }

    private static void Check(string field, ModelEntry entry)
    {
        ModelException error = Assert.Throws<ModelException>(() => EmbedderFactory.Create(entry, new InferenceOptions { Device = "cpu" }));
        Assert.Contains($", {field}:", error.Message, StringComparison.Ordinal);
    }
}
