using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Tests.Flat;

public sealed class FlatRowsSectionTests
{
    [Fact]
    public void WrittenAndOpened_FindsTheSame()
    {
        (FlatRows rows, float[][] queries) = TestRows.WithQueries(300, 5, Metric.Euclidean, 51);
        FlatRows opened = FlatRows.Open(Write(rows));
        Assert.Equal((rows.Metric, rows.Dimensions, rows.Count), (opened.Metric, opened.Dimensions, opened.Count));
        foreach (float[] query in queries)
            Assert.Equal(rows.Nearest(query, 10, [], CancellationToken.None), opened.Nearest(query, 10, [], CancellationToken.None));
    }

    [Fact]
    public void HeaderFlippedOrTorn_IsRefusedOrHarmless()
    {
        byte[] section = Write(TestRows.Clustered(3, Metric.Cosine, 52));
        int refused = 0;
        for (int place = 0; place < 64; place++)
        {
            section[place] ^= 4;
            try
            {
                Assert.Equal(3, FlatRows.Open(section).Count);
            }
            catch (InvalidVectorSectionException)
            {
                refused++;
            }

            section[place] ^= 4;
        }

        Assert.InRange(refused, 20, 64);
        Assert.Throws<InvalidVectorSectionException>(() => FlatRows.Open(section.AsMemory(0, 63)));
        Assert.Throws<InvalidVectorSectionException>(() => FlatRows.Open(section.AsMemory(0, section.Length - 1)));
    }

    private static byte[] Write(FlatRows rows)
    {
        using MemoryStream stream = new();
        rows.WriteTo(stream);
        return stream.ToArray();
    }
}
