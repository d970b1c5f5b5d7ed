using RagCluster.Storage.Caching;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements on <c>cold_cache</c>.</summary>
internal static class CacheRows
{
    private static readonly string Columns = SealedTables.Cached.Select("c");

    /// <summary>Removes what has expired.</summary>
    /// <returns>What is left.</returns>
    public static IReadOnlyList<CachedMark> Sweep(SqlSession session, int partition, DateTimeOffset now)
    {
        session.Execute("DELETE FROM cold_cache WHERE part = $1 AND expires_at <= $2", (long)partition, now.UtcTicks);
        // Unchecked, since nobody is answered from a mark: who asks for its value compares the whole row.
        return session.All(
            "SELECT digest, cost, expires_at FROM cold_cache WHERE part = $1 ORDER BY expires_at",
            row => new CachedMark(row.GetString(0), row.GetInt64(1), Ticks.Read(row, 2)),
            (long)partition
        );
    }

    /// <summary>Removes what has expired of any partition, at most <paramref name="limit"/> values.</summary>
    /// <returns>How many there were.</returns>
    public static int DropExpired(SqlSession session, DateTimeOffset now, int limit) =>
        session
            .All(
                "DELETE FROM cold_cache WHERE (part, digest) IN (SELECT part, digest FROM cold_cache WHERE expires_at <= $1 LIMIT $2) "
                    + "RETURNING part",
                row => row.GetInt64(0),
                now.UtcTicks,
                limit
            )
            .Count;

    /// <summary>A value, or null.</summary>
    public static CachedRow? Read(SqlSession session, int partition, string digest) =>
        session.First(
            $"SELECT {Columns} FROM cold_cache c WHERE c.part = $1 AND c.digest = $2",
            CoveredValues.Reader(session, SealedTables.Cached),
            (long)partition,
            digest
        )
            is { } row
            ? new CachedRow(digest, row.Bytes(2), row.Bytes(3), row.Number(4), row.Time(5))
            : null;

    /// <summary>Removes some values and keeps another.</summary>
    public static bool Replace(SqlSession session, int partition, CachedRow? added, IReadOnlyCollection<string> removed)
    {
        foreach (string digest in removed)
            session.Execute("DELETE FROM cold_cache WHERE part = $1 AND digest = $2", (long)partition, digest);
        if (added is null)
            return true;
        object?[] values = CoveredValues.Protect(
            session.Cipher,
            SealedTables.Cached,
            [(long)partition, added.Digest, added.Key, added.Value, added.CostMicroseconds, added.ExpiresAt.UtcTicks]
        );
        session.Execute(
            """
            INSERT INTO cold_cache (part, digest, key, value, cost, expires_at, checksum) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (part, digest) DO UPDATE SET
                key = excluded.key, value = excluded.value, cost = excluded.cost, expires_at = excluded.expires_at, checksum = excluded.checksum
            """,
            [.. values, SealedTables.Cached.Sum(values)]
        );
        return true;
    }
}
