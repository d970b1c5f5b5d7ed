using RagCluster.Inference.Embedding;
using RagCluster.Inference.Installing;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Tests.Installing;

public sealed class ModelInstallerTests
{
    [Fact]
    public async Task AddedModel_IsReadFromItsGraphRegisteredAndRuns()
    {
        using SampleFolder folder = new();
        await new ModelInstaller(folder["models"]).AddAsync(Addition("mine", "token-vectors.onnx"), default);
        await new ModelInstaller(folder["models"]).AddAsync(Addition("second", "pooled.onnx"), default);
        ModelRegistry registry = ModelRegistry.Load(folder["none"], folder["models"]);
        ModelEntry entry = registry.Find("mine");
        Assert.Equal(PoolingMode.Mean, entry.Pooling);
        Assert.Equal(PoolingMode.None, registry.Find("second").Pooling);
        Assert.Equal(8, entry.Dimensions);
        Assert.Equal(["input_ids", "attention_mask", "token_type_ids"], entry.Inputs);
        await ModelVerifier.VerifyAsync(entry, default);
        await using OnnxTextEmbedder embedder = EmbedderFactory.Create(entry, new InferenceOptions { Device = "cpu" });
        Assert.Equal(8, (await embedder.EmbedAsync(["cat"], EmbeddingCall.Query, default))[0].Length);
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(folder["models"]),
            path => path.Contains("incoming", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData(".hidden")]
    public async Task NameThatIsAPath_IsRefused(string name)
    {
        using SampleFolder folder = new();
        ModelException error = await Assert.ThrowsAsync<ModelException>(() =>
            new ModelInstaller(folder["models"]).AddAsync(Addition(name, "pooled.onnx"), default)
        );
        Assert.Equal(ModelFault.Invalid, error.Fault);
        Assert.False(Directory.Exists(folder["models"]));
    }

    [Fact]
    public async Task TakenName_IsRefusedAndTheFirstStays()
    {
        using SampleFolder folder = new();
        ModelInstaller installer = new(folder["models"]);
        ModelEntry first = await installer.AddAsync(Addition("mine", "pooled.onnx"), default);
        await Assert.ThrowsAsync<ModelException>(() => installer.AddAsync(Addition("mine", "token-vectors.onnx"), default));
        await ModelVerifier.VerifyAsync(first, default);
    }

    [Fact]
    public async Task FileThatIsNoGraph_LeavesNothingBehind()
    {
        using SampleFolder folder = new();
        Directory.CreateDirectory(folder["source"]);
        await File.WriteAllTextAsync(folder["source/model.onnx"], "nothing");
        await File.WriteAllTextAsync(folder["source/vocab.txt"], "nothing");
        await Assert.ThrowsAsync<ModelException>(() =>
            new ModelInstaller(folder["models"]).AddAsync(new ModelAddition { Name = "bad", Path = folder["source"] }, default)
        );
        Assert.Empty(ModelRegistry.Load(folder["none"], folder["models"]).Models);
        Assert.Empty(Directory.EnumerateDirectories(folder["models"]));
    }

    private static ModelAddition Addition(string name, string graph) =>
        new() { Name = name, Path = Path.Combine(SampleModels.Folder, graph) };
}
