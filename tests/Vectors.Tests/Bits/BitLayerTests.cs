using RagCluster.Vectors.Bits;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;

namespace RagCluster.Vectors.Tests.Bits;

public sealed unsafe class BitLayerTests
{
    private const int Dimensions = 384;
    private const int Count = 2000;

    [Theory]
    [InlineData(Metric.Cosine)]
    [InlineData(Metric.Dot)]
    [InlineData(Metric.Euclidean)]
    public void Estimates_AreUnbiasedAndStayWithinTheirBound(Metric metric)
    {
        FlatRows rows = TestRows.Clustered(Count + 10, metric, 33, Dimensions);
        float[] mean = new float[Dimensions];
        for (int row = 0; row < Count; row++)
            VectorMath.AddScaled(mean, rows[row], 1f / Count);
        var shape = new BitShape(Dimensions);
        byte[] bytes = new byte[Count * shape.Stride];
        var encoder = new BitEncoder(mean, metric);
        for (int row = 0; row < Count; row++)
            encoder.Encode(rows[row], bytes.AsSpan(row * shape.Stride, shape.Stride));
        int within = 0;
        double error = 0;
        double spread = 0;
        fixed (byte* start = bytes)
        {
            for (int query = Count; query < Count + 10; query++)
            {
                float[] moved = rows[query].ToArray();
                VectorMath.AddScaled(moved, mean, -1);
                var layer = new BitLayer(start, shape, BitQuery.Load(rows[query], mean), 1);
                for (int row = 0; row < Count; row++)
                {
                    // Half the squared distance less what all rows share, or the product less what all rows share.
                    double exact = metric == Metric.Euclidean
                        ? (VectorMath.SquaredDistance(rows[query], rows[row]) - VectorMath.Dot(moved, moved)) / 2
                        : VectorMath.Dot(rows[query], mean) - VectorMath.Dot(rows[query], rows[row]);
                    (float distance, float slack) = layer.Estimate(row);
                    within += Math.Abs(distance - exact) <= slack ? 1 : 0;
                    error += (distance - exact) / (10.0 * Count);
                    spread += slack / (10.0 * Count);
                }
            }
        }

        Assert.InRange(within / (10.0 * Count), 0.92, 0.99);
        Assert.InRange(Math.Abs(error), 0, 0.05 * spread);
    }
}
