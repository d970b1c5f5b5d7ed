using RagCluster.Inference.Reranking;

namespace RagCluster.Inference.Tests.Reranking;

public sealed class TokenVectorsTests
{
    [Fact]
    public void WeightsAndDirections_AreReadOutOfUnitVectorsAlone()
    {
        StaticModel table = new(50, 8, 11);
        TokenVectors vectors = TokenVectors.Read(table, 50, 8);
        for (int id = 3; id < 50; id++)
        {
            Assert.Equal(table.Weight(id) / table.Weight(2), vectors.Weight(id), 1e-3);
            Assert.Equal(table.Cosine(id, 7), vectors.Dot(id, 7), 1e-5);
        }

        Assert.Equal((0, 0), (vectors.Weight(0), vectors.Weight(1)));
    }
}
