using RagCluster.Storage.Relational.Seals;

namespace RagCluster.Storage.Tests.Relational.Seals;

public sealed class BitFlipTests
{
    private const string Table = "a table";
    private int _sums;

    [Theory]
    [InlineData(0)]
    [InlineData(799)]
    public void FlippedBit_IsFound(int bit)
    {
        byte[] written = Enumerable.Range(0, 100).Select(i => (byte)i).ToArray();
        byte[] damaged = [.. written];
        damaged[bit / 8] ^= (byte)(1 << (bit % 8));
        object?[]? corrected = BitFlip.Correct([7L, damaged, "text"], Sum([7L, written, "text"]), Sum);
        Assert.Equal([7L, written, "text"], corrected!);
    }

    [Fact]
    public void ValuesThatNoBitExplains_AreSearchedThroughOnce()
    {
        object?[] damaged = ["not this", new byte[300]];
        long checksum = Sum(["but that", new byte[300]]);
        Assert.Null(BitFlip.Correct(damaged, checksum, Sum));
        int first = _sums;
        Assert.Null(BitFlip.Correct(damaged, checksum, Sum));
        Assert.InRange(first, 2_400, int.MaxValue);
        Assert.Equal(1, _sums - first);
        // The same values with another checksum are another search.
        Assert.NotNull(BitFlip.Correct(damaged, Sum(["not this", new byte[300]]) ^ 1, Sum));
    }

    private long Sum(object?[] values)
    {
        _sums++;
        return RowChecksum.Of(Table, values);
    }
}
