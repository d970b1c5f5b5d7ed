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
        using var folder = new SampleFolder();
        var error = Assert.Throws<ModelException>(() => EmbedderFactory.Create(SampleModels.Pooled with { Folder = folder.Path }, new InferenceOptions()));
        Assert.Equal(ModelFault.NotFound, error.Fault);
        Assert.Contains("rag models pull", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reranker_IsRefused() =>
        Assert.Throws<ModelException>(() => EmbedderFactory.Create(SampleModels.Pooled with { Kind = ModelKind.Rerank }, new InferenceOptions()));

    [Fact]
    public void WrongSetting_IsRefusedBeforeAnythingIsLoaded() =>
        Assert.Throws<ArgumentException>(() => EmbedderFactory.Create(SampleModels.Pooled, new InferenceOptions { Device = "tpu" }));

    private static void Check(string field, ModelEntry entry)
    {
        var error = Assert.Throws<ModelException>(() => EmbedderFactory.Create(entry, new InferenceOptions { Device = "cpu" }));
        Assert.Contains($", {field}:", error.Message, StringComparison.Ordinal);
    }
}
