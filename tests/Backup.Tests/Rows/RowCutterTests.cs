using System.Security.Cryptography;
using RagCluster.Backup.Rows;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Tests.Rows;

/// <summary>Rows come back as they were, and a changed row leaves most parts as they were.</summary>
public sealed class RowCutterTests
{
    private static readonly RowCutter Cutter = new(1_000, 3_000, 16_000);

    [Fact]
    public void Rows_ComeBackInTheirOrder()
    {
        List<object?[]> rows = [.. Rows(200)];
        rows[3][3] = null;
        rows[4][0] = long.MinValue;
        rows[5][0] = long.MaxValue;
        rows[6][2] = "zażółć 🜚";
        List<object?[]> back = [];
        foreach ((byte[] bytes, int count) in Cutter.Cut(CopiedTables.Texts, rows))
        {
            (TableShape table, List<object?[]> part) = RowDecoder.Decode(bytes);
            Assert.Same(CopiedTables.Texts, table);
            Assert.Equal(count, part.Count);
            back.AddRange(part);
        }

        Assert.Equal(rows, back);
        Assert.Empty(Cutter.Cut(CopiedTables.Texts, []));
    }

    [Fact]
    public void PartsAreBounded_AndSeveral()
    {
        byte[][] parts = [.. Cutter.Cut(CopiedTables.Texts, Rows(2_000)).Select(part => part.Bytes)];
        Assert.InRange(parts.Length, 20, 1_000);
        Assert.All(parts, part => Assert.InRange(part.Length, 1, 18_000));
        Assert.All(parts.SkipLast(1), part => Assert.InRange(part.Length, 1_000, 18_000));
    }

    [Fact]
    public void AChangedAndAnAddedRow_LeaveTheOtherPartsAsTheyWere()
    {
        List<object?[]> rows = [.. Rows(2_000)];
        HashSet<string> before = Hashes(rows);
        rows[1_000][2] = "another";
        rows.RemoveAt(500);
        rows.Add(Row(5_000));
        HashSet<string> after = Hashes(rows);
        Assert.InRange(after.Except(before).Count(), 1, 6);
    }

    [Fact]
    public void EveryTruncation_IsRefused()
    {
        byte[] part = Cutter.Cut(CopiedTables.Texts, Rows(3)).Single().Bytes;
        for (int length = 0; length < part.Length; length++)
            Assert.Throws<InvalidDataException>(() => RowDecoder.Decode(part[..length]));
        Assert.Throws<InvalidDataException>(() => RowDecoder.Decode([.. part, 0]));
    }

    private static HashSet<string> Hashes(IEnumerable<object?[]> rows) =>
        [.. Cutter.Cut(CopiedTables.Texts, rows).Select(part => Convert.ToHexString(SHA256.HashData(part.Bytes)))];

    private static IEnumerable<object?[]> Rows(int count) => Enumerable.Range(1, count).Select(Row);

    // document, generation, bytes, checksum, key
    private static object?[] Row(int key) => [(long)key, 1L, new byte[50 + (key * 7919 % 300)], 0L, (long)key];
}
