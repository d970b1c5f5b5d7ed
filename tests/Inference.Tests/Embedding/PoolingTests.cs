using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Tests.Embedding;

public sealed class PoolingTests
{
    [Fact]
    public void Mean_LeavesPaddingOut()
    {
        float[] vector = new float[2];
        ModelEntry entry = SampleModels.TokenVectors with { Normalize = false };
        Pooling.Pool([1, 2, 3, 6, 100, 100], [1, 1, 0], entry, vector);
        Assert.Equal([2, 4], vector);
    }

    [Fact]
    public void Cls_TakesTheFirstToken()
    {
        float[] vector = new float[2];
        Pooling.Pool([3, 4, 9, 9], [1, 1], SampleModels.TokenVectors with { Pooling = PoolingMode.Cls }, vector);
        Assert.Equal([0.6f, 0.8f], vector);
    }

    [Fact]
    public void ZeroVector_StaysZero()
    {
        float[] vector = [1, 1];
        Pooling.Pool([0, 0], [1], SampleModels.Pooled, vector);
        Assert.Equal([0, 0], vector);
    }
}
