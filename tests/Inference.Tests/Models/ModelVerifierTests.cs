using RagCluster.Inference.Models;

namespace RagCluster.Inference.Tests.Models;

public sealed class ModelVerifierTests
{
    [Fact]
    public async Task RightFiles_Pass() => await ModelVerifier.VerifyAsync(SampleModels.Pooled, default);

    [Fact]
    public async Task ChangedByte_IsCorrupt()
    {
        using SampleFolder folder = new();
        byte[] content = await File.ReadAllBytesAsync(SampleModels.Pooled.ModelPath);
        content[^1] ^= 1;
        await File.WriteAllBytesAsync(folder["pooled.onnx"], content);
        File.Copy(SampleModels.Vocabulary, folder["vocab.txt"]);
        ModelException error = await Assert.ThrowsAsync<ModelException>(() =>
            ModelVerifier.VerifyAsync(SampleModels.Pooled with { Folder = folder.Path }, default)
        );
        Assert.Equal(ModelFault.Corrupt, error.Fault);
        Assert.Contains(SampleModels.Pooled.Files.Model.Sha256, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingFile_IsNotFound()
    {
        using SampleFolder folder = new();
        ModelException error = await Assert.ThrowsAsync<ModelException>(() =>
            ModelVerifier.VerifyAsync(SampleModels.Pooled with { Folder = folder.Path }, default)
        );
        Assert.Equal(ModelFault.NotFound, error.Fault);
    }
}
