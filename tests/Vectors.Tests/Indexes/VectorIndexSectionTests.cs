using System.Runtime.InteropServices;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Tests.Indexes;

public sealed class VectorIndexSectionTests
{
    private const int PartsAt = 48;

    [Theory]
    [InlineData(Metric.Cosine)]
    [InlineData(Metric.Dot)]
    [InlineData(Metric.Euclidean)]
    public void WrittenAndOpened_FindsTheSame(Metric metric)
    {
        (FlatRows rows, float[][] queries) = TestRows.WithQueries(1500, 20, metric, 41);
        VectorIndex index = VectorIndexBuilder.Build(
            rows,
            [],
            new VectorIndexOptions { Metric = metric, Threads = 2 },
            CancellationToken.None
        );
        using MemoryStream stream = new();
        index.WriteTo(stream);

        // One byte off: nothing may depend on the alignment but speed.
        byte[] shifted = [0, .. stream.ToArray()];
        VectorIndex opened = VectorIndex.Open(shifted.AsMemory(1), rows);
        Assert.Equal((metric, TestRows.Dimensions, 1500), (opened.Metric, opened.Dimensions, opened.Count));
        foreach (float[] query in queries)
        {
            RowSimilarity[] expected = new RowSimilarity[7];
            RowSimilarity[] actual = new RowSimilarity[7];
            Assert.Equal(index.Search(query, 0.95, default, expected), opened.Search(query, 0.95, default, actual));
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(0, "version 0")]
    [InlineData(2, "version 2")]
    public void OtherVersion_IsRefused(int version, string named)
    {
        (FlatRows rows, byte[] section) = Small();
        section[sizeof(ulong)] = (byte)version;
        InvalidVectorSectionException error = Assert.Throws<InvalidVectorSectionException>(() => VectorIndex.Open(section, rows));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownPart_IsRefused()
    {
        (FlatRows rows, byte[] section) = Small();
        section[PartsAt] |= 4;
        Assert.Throws<InvalidVectorSectionException>(() => VectorIndex.Open(section, rows));
    }

    [Fact]
    public void EveryByteOfTheHeaderFlipped_IsRefusedOrHarmless() => FlipBytes(Enumerable.Range(0, IndexLayout.HeaderBytes));

    [Fact]
    public void BytesFlippedAnywhere_AreRefusedOrHarmless()
    {
        Random random = new(42);
        FlipBytes(Enumerable.Range(0, 3000).Select(_ => random.Next(1 << 30)));
    }

    [Fact]
    public void FlippedBits_AreHarmless()
    {
        (FlatRows rows, byte[] section) = Small(VectorBits.Always);
        Random random = new(45);
        IndexLayout layout = new(IndexHeader.Read(section).Shape);
        Assert.Equal(1, section[PartsAt]);
        FlipBytes(rows, section, Enumerable.Range(0, 1000).Select(_ => (int)layout.Bits + random.Next(section.Length - (int)layout.Bits)));
    }

    [Fact]
    public void LinksOutOfTheGraph_AreRefusedWhenFollowed()
    {
        (FlatRows rows, byte[] section) = Small();
        IndexLayout layout = new(IndexHeader.Read(section).Shape);
        MemoryMarshal.Cast<byte, int>(section.AsSpan((int)layout.Links, 1100 * 32 * sizeof(int))).Fill(1100);
        VectorIndex index = VectorIndex.Open(section, rows);
        Assert.Throws<InvalidVectorSectionException>(() => index.Search(rows[0], 0.95, default, new RowSimilarity[3]));

        // The scratch of the thread is usable again.
        (FlatRows _, byte[] sound) = Small();
        Assert.Equal(3, VectorIndex.Open(sound, rows).Search(rows[0], 0.95, default, new RowSimilarity[3]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(191)]
    [InlineData(1000)]
    public void TornSection_IsRefused(int length)
    {
        (FlatRows rows, byte[] section) = Small();
        Assert.Throws<InvalidVectorSectionException>(() => VectorIndex.Open(section.AsMemory(0, length), rows));
    }

    [Fact]
    public void OtherRows_AreRefused()
    {
        (FlatRows _, byte[] section) = Small();
        Assert.Throws<InvalidVectorSectionException>(() => VectorIndex.Open(section, TestRows.Clustered(1099, Metric.Cosine, 43)));
    }

    private static (FlatRows Rows, byte[] Section) Small(VectorBits bits = VectorBits.WherePaying)
    {
        FlatRows rows = TestRows.Clustered(1100, Metric.Cosine, 43);
        VectorIndex index = VectorIndexBuilder.Build(rows, [], new VectorIndexOptions { Threads = 1, Bits = bits }, CancellationToken.None);
        return (rows, index.Section.ToArray());
    }

    private static void FlipBytes(IEnumerable<int> places)
    {
        (FlatRows rows, byte[] section) = Small();
        Assert.True(FlipBytes(rows, section, places) > 0);
    }

    // A search of damaged bytes may find other rows, but only rows that exist, and ends.
    private static int FlipBytes(FlatRows rows, byte[] section, IEnumerable<int> places)
    {
        RowSimilarity[] results = new RowSimilarity[5];
        ulong[] filter = new ulong[18];
        filter.AsSpan().Fill(0x5555_5555_5555_5555);
        int refused = 0;
        foreach (int place in places)
        {
            byte before = section[place % section.Length];
            section[place % section.Length] ^= (byte)(1 << place % 8);
            try
            {
                VectorIndex index = VectorIndex.Open(section, rows);
                int found = index.Search(rows[place % 1100], 0.95, default, results);
                Assert.All(results.AsSpan(0, found).ToArray(), hit => Assert.InRange(hit.Row, 0, 1099));
                found = index.Search(rows[place % 1100], 0.95, new RowFilter(filter, 550), results);
                Assert.All(results.AsSpan(0, found).ToArray(), hit => Assert.InRange(hit.Row, 0, 1099));
            }
            catch (InvalidVectorSectionException)
            {
                refused++;
            }

            section[place % section.Length] = before;
        }

        return refused;
    }
}
