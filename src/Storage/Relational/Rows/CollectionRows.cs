using System.Data.Common;
using System.Text.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements on the table <c>collections</c>.</summary>
internal static class CollectionRows
{
    private const string Columns =
        "tenant, name, settings, created_at, document_count, indexed_count, failed_count, chunk_count, content_bytes, pending_count";

    /// <summary>Adds a collection.</summary>
    /// <exception cref="RagException">Conflict: it exists.</exception>
    public static CollectionState Insert(SqlSession session, CollectionId id, CollectionSettings settings, DateTimeOffset now)
    {
        if (FindKey(session, id) is not null)
        {
            throw new RagException(ErrorKind.Conflict, "conflict", $"The collection '{id.Name}' exists already.", "name");
        }

        session.Execute(
            "INSERT INTO collections (tenant, name, settings, shard_count, created_at) VALUES ($1, $2, $3, $4, $5)",
            id.Tenant,
            id.Name,
            JsonSerializer.Serialize(settings),
            settings.ShardCount,
            now.UtcTicks
        );
        return new CollectionState(id, settings, now, 0, 0, 0, 0, 0);
    }

    /// <summary>The collection's key, or null.</summary>
    public static CollectionKey? FindKey(SqlSession session, CollectionId id) =>
        session.First(
            "SELECT key, shard_count, first_shard, beside_shard FROM collections WHERE tenant = $1 AND name = $2",
            row => new CollectionKey(row.GetInt64(0), id, row.GetInt32(1), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3)),
            id.Tenant,
            id.Name
        );

    /// <summary>The collection's key.</summary>
    /// <exception cref="RagException">NotFound: no such collection.</exception>
    public static CollectionKey Require(SqlSession session, CollectionId id) =>
        FindKey(session, id) ?? throw RagException.NotFound("collection", id.Name);

    /// <summary>Replaces the settings.</summary>
    public static void Update(SqlSession session, CollectionKey collection, CollectionSettings settings) =>
        session.Execute(
            "UPDATE collections SET settings = $2, first_shard = $3, beside_shard = $4 WHERE key = $1",
            collection.Key,
            JsonSerializer.Serialize(settings),
            settings.FirstShard,
            settings.Beside?.FirstShard
        );

    /// <summary>The collection with its counts, or null.</summary>
    public static CollectionState? Find(SqlSession session, CollectionId id) =>
        session.First($"SELECT {Columns} FROM collections WHERE tenant = $1 AND name = $2", Read, id.Tenant, id.Name);

    /// <summary>A tenant's collections by name.</summary>
    public static List<CollectionState> List(SqlSession session, string tenant) =>
        session.All($"SELECT {Columns} FROM collections WHERE tenant = $1 ORDER BY name", Read, tenant);

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

    private static CollectionState Read(DbDataReader row) =>
        new(
            new CollectionId(row.GetString(0), row.GetString(1)),
            JsonSerializer.Deserialize<CollectionSettings>(row.GetString(2))!,
            Ticks.Read(row, 3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetInt64(8)
        )
        {
            PendingCount = row.GetInt64(9),
        };
}
