using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>
/// Statements on <c>key_values</c>. A removed value is a row with a null value whose version goes on counting. The three in them is
/// <see cref="RowChecksum.CountWeight"/>.
/// </summary>
internal static class KeyValueRows
{
    private static readonly string Columns = SealedTables.KeyValues.Select("v");

    /// <summary>The value and its version, or null.</summary>
    public static VersionedValue? Read(SqlSession session, string scope, string key) =>
        session.First(
            $"SELECT {Columns} FROM key_values v WHERE v.scope = $1 AND v.key = $2",
            CoveredValues.Reader(session, SealedTables.KeyValues),
            scope,
            key
        )
            is { } row
        && !row.IsNull(2)
            ? new VersionedValue(row.Bytes(2), row.Number(3))
            : null;

    /// <summary>Writes if the version is the expected one.</summary>
    /// <returns>The new version, or null.</returns>
    public static long? Write(SqlSession session, string scope, string key, byte[] value, long? expectedVersion)
    {
        if (LiveVersion(session, scope, key) != expectedVersion)
        {
            return null;
        }

        byte[] stored = Protect(session.Cipher, scope, key, value);
        session.Execute(
            """
            INSERT INTO key_values (scope, key, value, version, checksum) VALUES ($1, $2, $3, 1, $4 + 3)
            ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value, version = key_values.version + 1,
                checksum = $4 + 3 * (key_values.version + 1)
            """,
            scope,
            key,
            stored,
            Checksum(scope, key, stored)
        );
        return session.Scalar("SELECT version FROM key_values WHERE scope = $1 AND key = $2", scope, key);
    }

    /// <summary>Removes the value if its version is the expected one; null removes any.</summary>
    public static bool Delete(SqlSession session, string scope, string key, long? expectedVersion)
    {
        if (expectedVersion is not null && LiveVersion(session, scope, key) != expectedVersion)
        {
            return false;
        }

        session.Execute(
            "UPDATE key_values SET value = NULL, version = version + 1, checksum = $3 + 3 * (version + 1) WHERE scope = $1 AND key = "
                + "$2 AND value IS NOT NULL",
            scope,
            key,
            Checksum(scope, key, null)
        );
        return true;
    }

    /// <summary>A value in the form in which it is stored.</summary>
    public static byte[] Protect(ContentCipher cipher, string scope, string key, byte[] value) =>
        (byte[])CoveredValues.Protect(cipher, SealedTables.KeyValues, [scope, key, value, 0L])[2]!;

    /// <summary>The part of a row's checksum that is not its version.</summary>
    public static long Checksum(string scope, string key, byte[]? value) => RowChecksum.Of("key_values", scope, key, value);

    private static long? LiveVersion(SqlSession session, string scope, string key) =>
        session.Scalar("SELECT version FROM key_values WHERE scope = $1 AND key = $2 AND value IS NOT NULL", scope, key);
}
