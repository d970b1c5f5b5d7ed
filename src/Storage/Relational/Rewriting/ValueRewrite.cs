using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rewriting;

/// <summary>
/// Writes one value in the form of the settings. Each statement changes a row only while it holds the bytes that were read, so that a
/// write that came between is never undone.
/// </summary>
internal static class ValueRewrite
{
    /// <summary>Rewrites the value of a row.</summary>
    /// <returns>Whether it was readable.</returns>
    /// <exception cref="DamagedRowException">It is damaged.</exception>
    internal static bool Run(SqlSession session, CoveredTable table, object?[] address)
    {
        if (table.Sealed is not { } sealedTable)
            return RewriteBlob(session, table, address);
        if (sealedTable == SealedTables.Cached)
        {
            // It is made again by whoever misses it.
            session.Execute($"DELETE FROM cold_cache WHERE {table.Where}", address);
            return true;
        }

        if (sealedTable.Find(session, address) is not { } row)
            return true;
        if (!sealedTable.IsIntact(row) || CoveredValues.Open(session.Cipher, sealedTable, row.Values) is not { } opened)
            throw new DamagedRowException(sealedTable, address);
        int column = Array.IndexOf(sealedTable.Columns, table.Column);
        if (row.Values[column] is not byte[] stored || session.Cipher.IsCurrent(stored))
            return true;
        object?[] next = CoveredValues.Protect(session.Cipher, sealedTable, opened);
        Update(session, table, address, (stored, (byte[])next[column]!), sealedTable.Sum(next));
        return true;
    }

    private static void Update(SqlSession session, CoveredTable table, object?[] address, (byte[] Old, byte[] New) value, long checksum)
    {
        int first = address.Length + 1;
        session.Execute(
            FormattableString.Invariant($"UPDATE {table.Name} SET {table.Column} = ${first + 1}, checksum = ${first + 2} ")
                + FormattableString.Invariant($"WHERE {table.Where} AND {table.Column} = ${first}"),
            [.. address, value.Old, value.New, checksum]
        );
    }

    private static bool RewriteBlob(SqlSession session, CoveredTable table, object?[] address)
    {
        byte[][]? found = session.First(
            $"SELECT hash, bytes FROM blobs WHERE {table.Where}",
            row => new[] { (byte[])row.GetValue(0), (byte[])row.GetValue(1) },
            address
        );
        if (found is not [byte[] hash, byte[] stored] || session.Cipher.IsCurrent(stored))
            return true;
        if (ContentRows.OpenBlob(session.Cipher, hash, stored) is not { } bytes)
            return ContentRows.CorrectBlob(session, (long)address[0]!) && RewriteBlob(session, table, address);
        session.Execute(
            "UPDATE blobs SET bytes = $3 WHERE key = $1 AND bytes = $2",
            address[0],
            stored,
            session.Cipher.Protect(ContentPlace.Blob, bytes)
        );
        return true;
    }
}
