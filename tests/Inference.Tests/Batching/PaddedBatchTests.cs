using RagCluster.Inference.Batching;

namespace RagCluster.Inference.Tests.Batching;

public sealed class PaddedBatchTests
{
    [Fact]
    public void Sequences_AreFilledUpToTheLongest()
    {
        PaddedBatch batch = PaddedBatch.Create([[9], [1, 2], [3, 4, 5]], [2, 1], paddingId: 7);
        Assert.Equal([3, 4, 5, 1, 2, 7], batch.Ids);
        Assert.Equal([1, 1, 1, 1, 1, 0], batch.Mask);
        Assert.Equal((2, 3), (batch.Texts, batch.Tokens));
    }
}
