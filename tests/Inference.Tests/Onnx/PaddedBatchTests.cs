using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Tests.Onnx;

public sealed class PaddedBatchTests
{
    [Fact]
    public void Sequences_AreFilledUpToTheLongest()
    {
        using PaddedBatch batch = PaddedBatch.Create([new TokenSequence([3, 4, 5]), new TokenSequence([1, 2])], paddingId: 7);
        Assert.Equal([3, 4, 5, 1, 2, 7], batch.Ids.ToArray());
        Assert.Equal([1, 1, 1, 1, 1, 0], batch.Mask.ToArray());
        Assert.Equal(new long[6], batch.Segments.ToArray());
        Assert.Equal((2, 3), (batch.Texts, batch.Tokens));
    }

    [Fact]
    public void SecondSegments_AreMarkedUpToTheirEnd()
    {
        using PaddedBatch batch = PaddedBatch.Create([new TokenSequence([1, 2, 3, 4], 2), new TokenSequence([1, 2, 3], 1)], paddingId: 0);
        Assert.Equal([0, 0, 1, 1, 0, 1, 1, 0], batch.Segments.ToArray());
    }
}
