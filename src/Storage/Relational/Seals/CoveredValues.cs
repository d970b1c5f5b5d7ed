using System.Data.Common;
using System.Security.Cryptography;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Seals;

/// <summary>
/// Which columns hold what people wrote, and how they are stored. The checksum of a row covers what is stored, so that damage is found
/// without any key; whoever uses a value opens it first, and one whose tag does not fit is damage too. Original bytes are not among
/// these: <c>blobs</c> has no checksum (see <c>ContentRows</c>).
/// </summary>
internal static class CoveredValues
{
    /// <summary>The tables that have such columns.</summary>
    internal static IReadOnlyList<SealedTable> Tables { get; } =
    [SealedTables.Texts, SealedTables.Logs, SealedTables.KeyValues, SealedTables.Cached];

    /// <summary>What reads rows of a table with their values as they were written.</summary>
    /// <exception cref="DamagedRowException">A row, or a value in it, is not what was written.</exception>
    internal static Func<DbDataReader, SealedRow> Reader(SqlSession session, SealedTable table) =>
        row =>
        {
            SealedRow read = table.Read(row);
            return Open(session.Cipher, table, read.Values) is { } values
                ? read with
                {
                    Values = values,
                }
                : throw new DamagedRowException(table, read.Address);
        };

    /// <summary>A row's values as they were written; null when one of them is damaged or was moved from another row.</summary>
    internal static object?[]? Open(ContentCipher cipher, SealedTable table, object?[] values)
    {
        try
        {
            return Change(table, values, cipher.Open);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A row's values as they are stored.</summary>
    internal static object?[] Protect(ContentCipher cipher, SealedTable table, object?[] values) => Change(table, values, cipher.Protect);

    /// <summary>Where a row's covered values stand among its values.</summary>
    internal static IEnumerable<(int Column, ContentPlace Place)> Places(SealedTable table, object?[] values)
    {
        if (table == SealedTables.Texts && values is [long document, long generation, ..])
            yield return (2, ContentPlace.Text(document, generation));
        else if (table == SealedTables.Logs && values is [long collection, long shard, long sequence, ..])
            yield return (5, ContentPlace.Record(collection, shard, sequence));
        else if (table == SealedTables.KeyValues && values is [string scope, string key, ..] && scope != StoreKeys.Scope)
            yield return (2, ContentPlace.KeyValue(scope, key));
        else if (table == SealedTables.Cached && values is [long part, string digest, ..])
        {
            yield return (2, ContentPlace.Cached("key", part, digest));
            yield return (3, ContentPlace.Cached("value", part, digest));
        }
    }

    private static object?[] Change(SealedTable table, object?[] values, Func<ContentPlace, byte[], byte[]> change)
    {
        object?[]? changed = null;
        foreach ((int column, ContentPlace place) in Places(table, values))
        {
            if (values[column] is not byte[] value || change(place, value) is not { } next || ReferenceEquals(next, value))
                continue;
            changed ??= [.. values];
            changed[column] = next;
        }

        return changed ?? values;
    }
}
