using RagCluster.Backup.Rows;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Tests.Rows;

/// <summary>The digest of a table tells its rows and their order.</summary>
public sealed class RowDigestTests
{
    [Fact]
    public void SameRows_HaveTheSameDigest_AndOthersAnother()
    {
        object?[][] rows = [.. Enumerable.Range(0, 1_000).Select(Row)];
        string digest = Digest(rows);
        Assert.Equal(digest, Digest([.. Enumerable.Range(0, 1_000).Select(Row)]));
        Assert.NotEqual(digest, Digest([.. rows.Reverse()]));
        Assert.NotEqual(digest, Digest([.. rows.SkipLast(1)]));
        Assert.NotEqual(digest, Digest([.. rows, Row(0)]));
        rows[500][^1] = "other";
        Assert.NotEqual(digest, Digest(rows));
    }

    private static string Digest(object?[][] rows)
    {
        using RowDigest digest = new(CopiedTables.Collections);
        foreach (object?[] row in rows)
            digest.Add(row);
        return digest.Complete();
    }

    private static object?[] Row(int number) =>
        [.. Enumerable.Range(0, CopiedTables.Collections.Columns.Count).Select(column => (object?)$"{number}/{column}")];
}
