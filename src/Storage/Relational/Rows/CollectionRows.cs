using System.Data.Common;
using System.Text.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements on the table <c>collections</c>.</summary>
internal static class CollectionRows
{
    private const string Counts =
        "c.document_count, c.indexed_count, c.failed_count, c.chunk_count, c.content_bytes, c.pending_count, c.count_check";
    private static readonly string Columns = SealedTables.Collections.Select("c");

    /// <summary>Adds a collection.</summary>
    /// <exception cref="RagException">Conflict: it exists.</exception>
    public static CollectionState Insert(SqlSession session, CollectionId id, CollectionSettings settings, DateTimeOffset now)
    {
        if (FindKey(session, id) is not null)
        {
            throw new RagException(ErrorKind.Conflict, "conflict", $"The collection '{id.Name}' exists already.", "name");
        }

        object?[] values = [id.Tenant, id.Name, JsonSerializer.Serialize(settings), (long)settings.ShardCount, now.UtcTicks, 0L, null];
        session.Execute(
            """
            INSERT INTO collections (tenant, name, settings, shard_count, created_at, first_shard, beside_shard, checksum)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [.. values, SealedTables.Collections.Sum(values)]
        );
        return new CollectionState(id, settings, now, 0, 0, 0, 0, 0);
    }

    /// <summary>The collection's key, or null.</summary>
    public static CollectionKey? FindKey(SqlSession session, CollectionId id) =>
        session.First(
            $"SELECT {Columns} FROM collections c WHERE c.tenant = $1 AND c.name = $2",
            row => KeyOf(SealedTables.Collections.Read(row)),
            id.Tenant,
            id.Name
        );

    /// <summary>The collection of a row, or null.</summary>
    public static CollectionKey? FindKey(SqlSession session, long key) =>
        session.First($"SELECT {Columns} FROM collections c WHERE c.key = $1", row => KeyOf(SealedTables.Collections.Read(row)), key);

    /// <summary>The collection's key.</summary>
    /// <exception cref="RagException">NotFound: no such collection.</exception>
    public static CollectionKey Require(SqlSession session, CollectionId id) =>
        FindKey(session, id) ?? throw RagException.NotFound("collection", id.Name);

    /// <summary>Replaces the settings if they are what is expected; false when they are not, or the collection is gone.</summary>
    public static bool Replace(SqlSession session, CollectionId id, CollectionSettings expected, CollectionSettings next)
    {
        if (FindKey(session, id) is not { } collection || Find(session, id)?.Settings != expected)
        {
            return false;
        }

        Update(session, collection, next);
        return true;
    }

    /// <summary>Replaces the settings.</summary>
    public static void Update(SqlSession session, CollectionKey collection, CollectionSettings settings) =>
        session.Execute(
            "UPDATE collections SET settings = $2, first_shard = $3, beside_shard = $4, checksum = $5 WHERE key = $1",
            collection.Key,
            JsonSerializer.Serialize(settings),
            settings.FirstShard,
            settings.SecondModel?.FirstShard,
            SealedTables.Collections.Sum([
                collection.Id.Tenant,
                collection.Id.Name,
                JsonSerializer.Serialize(settings),
                (long)collection.ShardCount,
                collection.CreatedAt,
                (long)settings.FirstShard,
                (long?)settings.SecondModel?.FirstShard,
            ])
        );

    /// <summary>The collection with its counts, or null.</summary>
    public static CollectionState? Find(SqlSession session, CollectionId id) =>
        session.First($"SELECT {Columns}, {Counts} FROM collections c WHERE c.tenant = $1 AND c.name = $2", Read, id.Tenant, id.Name);

    /// <summary>A tenant's collections by name; those of every tenant for null.</summary>
    public static List<CollectionState> List(SqlSession session, string? tenant) => [.. All(session, tenant, Read)];

    /// <summary>The same, without those whose rows are damaged.</summary>
    public static List<CollectionState> ListIntact(SqlSession session, string? tenant) =>
        [
            .. All(
                    session,
                    tenant,
                    row => SealedTables.Collections.IsIntact(SealedTables.Collections.ReadUnchecked(row)) ? Read(row) : null
                )
                .OfType<CollectionState>(),
        ];

    private static List<T> All<T>(SqlSession session, string? tenant, Func<DbDataReader, T> read) =>
        tenant is null
            ? session.All(
                $"SELECT {Columns}, {Counts} FROM collections c WHERE c.tenant <> $1 ORDER BY c.tenant, c.name",
                read,
                StagedCollections.Tenant
            )
            : session.All($"SELECT {Columns}, {Counts} FROM collections c WHERE c.tenant = $1 ORDER BY c.name", read, tenant);

    /// <summary>Counts a collection's documents anew.</summary>
    public static void Recount(SqlSession session, long collection) =>
        session.Execute(
            """
            UPDATE collections SET document_count = n.documents, indexed_count = n.answering, pending_count = n.pending, failed_count = n.failed,
                chunk_count = n.chunks, content_bytes = n.bytes,
                count_check = 3 * n.documents + 5 * n.answering + 7 * n.pending + 11 * n.failed + 13 * n.chunks + 17 * n.bytes
            FROM (
                SELECT count(*) documents, coalesce(sum(CASE WHEN indexed_generation > 0 THEN 1 ELSE 0 END), 0) answering,
                    coalesce(sum(CASE WHEN state = 0 THEN 1 ELSE 0 END), 0) pending, coalesce(sum(CASE WHEN state = 2 THEN 1 ELSE 0 END), 0) failed,
                    coalesce(CAST(sum(chunk_count) AS BIGINT), 0) chunks, coalesce(CAST(sum(content_bytes) AS BIGINT), 0) bytes
                FROM documents WHERE collection = $1 AND state <> 3) n
            WHERE key = $1
            """,
            collection
        );

    /// <summary>Removes a collection and everything that belongs to it.</summary>
    public static bool Delete(SqlSession session, CollectionId id)
    {
        if (FindKey(session, id) is not { } collection)
        {
            return false;
        }

        session.Settle();
        session.ExpectLong();
        session.Execute("DELETE FROM collections WHERE key = $1", collection.Key);
        ContentRows.SweepBlobs(session);
        return true;
    }

    private static CollectionKey KeyOf(SealedRow row) =>
        new(
            (long)row.Address[0]!,
            new CollectionId(row.Text(0), row.Text(1)),
            (int)row.Number(3),
            (int)row.Number(5),
            row.IsNull(6) ? null : (int)row.Number(6)
        )
        {
            CreatedAt = row.Number(4),
        };

    private static CollectionState Read(DbDataReader row)
    {
        SealedTable table = SealedTables.Collections;
        SealedRow read = table.Read(row);
        long[] counts = [.. Enumerable.Range(table.Width, 7).Select(column => row.GetValue(column) as long? ?? long.MinValue)];
        (long documents, long indexed, long failed, long chunks, long bytes, long pending) = (
            counts[0],
            counts[1],
            counts[2],
            counts[3],
            counts[4],
            counts[5]
        );
        // The weights of the triggers that keep the counts.
        if (counts[6] != (3 * documents) + (5 * indexed) + (7 * pending) + (11 * failed) + (13 * chunks) + (17 * bytes))
            throw new DamagedRowException(table, read.Address);
        return new CollectionState(
            new CollectionId(read.Text(0), read.Text(1)),
            JsonSerializer.Deserialize<CollectionSettings>(read.Text(2))!,
            read.Time(4),
            documents,
            indexed,
            failed,
            chunks,
            bytes
        )
        {
            PendingCount = pending,
        };
    }
}
