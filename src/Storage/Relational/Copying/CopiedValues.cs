using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Seals;

namespace RagCluster.Storage.Relational.Copying;

/// <summary>
/// Rows as copies hold them: their values as they were written, whatever form the store keeps them in, and the checksums of these. So a
/// copy of an encrypted store is that of a store in the clear, to the byte, and is restored under any ring.
/// </summary>
internal static class CopiedValues
{
    /// <summary>Whether a row belongs to its store alone, and to no copy.</summary>
    internal static bool IsOwn(TableShape table, object?[] address) =>
        table.Sealed == SealedTables.KeyValues && address is [StoreKeys.Scope, ..];

    /// <summary>A stored row as a copy holds it; null when it is damaged.</summary>
    internal static object?[]? Open(ContentCipher cipher, TableShape table, object?[] row)
    {
        if (table == CopiedTables.Blobs)
            return row is [_, byte[] hash, byte[] stored] && ContentRows.OpenBlob(cipher, hash, stored) is { } bytes
                ? [row[0], hash, bytes]
                : null;
        return table.IsIntact(row) ? Change(table, row, values => CoveredValues.Open(cipher, table.Sealed!, values)) : null;
    }

    /// <summary>A copied row as the store keeps it.</summary>
    internal static object?[] Protect(ContentCipher cipher, TableShape table, object?[] row) =>
        table == CopiedTables.Blobs
            ? [row[0], row[1], cipher.Protect(ContentPlace.Blob, (byte[])row[2]!)]
            : Change(table, row, values => CoveredValues.Protect(cipher, table.Sealed!, values))!;

    private static object?[]? Change(TableShape table, object?[] row, Func<object?[], object?[]?> change)
    {
        if (!CoveredValues.Tables.Contains(table.Sealed))
            return row;
        int width = table.Sealed!.Columns.Length;
        object?[] before = row[..width];
        object?[]? after = change(before);
        if (after is null || ReferenceEquals(after, before))
            return after is null ? null : row;
        // By what the values change it: a copy of an older schema may count other parts otherwise.
        long checksum = unchecked((long)row[width]! - table.Sealed.Sum(before) + table.Sealed.Sum(after));
        return [.. after, checksum, .. row[(width + 1)..]];
    }
}
