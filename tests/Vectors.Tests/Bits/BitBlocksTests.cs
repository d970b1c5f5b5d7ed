using RagCluster.Vectors.Bits;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;

namespace RagCluster.Vectors.Tests.Bits;

public sealed unsafe class BitBlocksTests
{
    private const int Dimensions = 384;
    private const int BlockCount = 64;
    private const int Count = BlockCount * BitShape.BlockRows;
    private const int QueryCount = 20;

    [Theory]
    [InlineData(Metric.Cosine)]
    [InlineData(Metric.Dot)]
    [InlineData(Metric.Euclidean)]
    public void RowsBeyondTheirBound_AreAsManyAsItsDeviationsSay(Metric metric)
    {
        FlatRows rows = TestRows.Clustered(Count + QueryCount, metric, 33, Dimensions);
        float[] mean = Mean(rows);
        byte[] bytes = Encode(rows, mean, metric);

        // Of a normal distribution 0.5, 0.0287, 0.0062 and 0.0005 lie beyond.
        (double Deviations, double Least, double Most)[] bounds =
        [
            (0, 0.47, 0.53),
            (1.9, 0.02, 0.037),
            (2.5, 0.003, 0.01),
            (3.3, 0, 0.0015),
        ];
        foreach ((double deviations, double least, double most) in bounds)
        {
            int beyond = Enumerable.Range(Count, QueryCount).Sum(query => CountBeyond(rows, mean, bytes, query, deviations));
            Assert.InRange(beyond / ((double)QueryCount * Count), least, most);
        }
    }

    [Fact]
    public void NearRows_AreThoseWhoseLeastDistanceIsNoFarther()
    {
        FlatRows rows = TestRows.Clustered(Count + 1, Metric.Cosine, 34, Dimensions);
        float[] mean = Mean(rows);
        fixed (byte* start = Encode(rows, mean, Metric.Cosine))
        {
            const float Unit = 0.001f;
            BitBlocks blocks = new(start, new BitShape(Dimensions), BitQuery.Load(rows[Count], mean).Computed(), Unit, 2.5);
            float[] least = new float[BitShape.BlockRows];
            for (int block = 0; block < BlockCount; block++)
            {
                blocks.Estimate(block, least);
                int farthest = (int)least.Order().ElementAt(block % BitShape.BlockRows) + 1;
                uint near = blocks.Near(block, farthest);
                for (int place = 0; place < BitShape.BlockRows; place++)
                {
                    // Products of floats rounded in another order differ in their last digits.
                    if (Math.Abs(least[place] - farthest) > 0.01)
                        Assert.Equal(least[place] <= farthest, (near >> place & 1) != 0);
                }
            }
        }
    }

    private static int CountBeyond(FlatRows rows, float[] mean, byte[] bytes, int query, double deviations)
    {
        float[] moved = rows[query].ToArray();
        VectorMath.AddScaled(moved, mean, -1);
        int beyond = 0;
        float[] least = new float[BitShape.BlockRows];
        fixed (byte* start = bytes)
        {
            BitBlocks blocks = new(start, new BitShape(Dimensions), BitQuery.Load(rows[query], mean).Computed(), 1, deviations);
            for (int row = 0; row < Count; row++)
            {
                if (row % BitShape.BlockRows == 0)
                    blocks.Estimate(row / BitShape.BlockRows, least);

                // Half the squared distance less what all rows share, or the product less what all rows share.
                double exact =
                    rows.Metric == Metric.Euclidean
                        ? (VectorMath.SquaredDistance(rows[query], rows[row]) - VectorMath.Dot(moved, moved)) / 2
                        : VectorMath.Dot(rows[query], mean) - VectorMath.Dot(rows[query], rows[row]);
                beyond += least[row % BitShape.BlockRows] > exact ? 1 : 0;
            }
        }

        return beyond;
    }

    private static float[] Mean(FlatRows rows)
    {
        float[] mean = new float[Dimensions];
        for (int row = 0; row < Count; row++)
            VectorMath.AddScaled(mean, rows[row], 1f / Count);
        return mean;
    }

    private static byte[] Encode(FlatRows rows, float[] mean, Metric metric)
    {
        BitShape shape = new(Dimensions);
        byte[] bytes = new byte[shape.BytesOf(Count)];
        Assert.Equal(Count * 64, bytes.Length);
        BitEncoder encoder = new(mean, metric);
        for (int row = 0; row < Count; row++)
            encoder.Encode(
                rows[row],
                bytes.AsSpan(row / BitShape.BlockRows * shape.BlockBytes, shape.BlockBytes),
                row % BitShape.BlockRows
            );
        return bytes;
    }
}
