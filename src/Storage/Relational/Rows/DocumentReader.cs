using System.Data.Common;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Queries that return documents as the outside sees them: no tombstones.</summary>
internal static class DocumentReader
{
    private const string Columns = """
        c.tenant, c.name, d.id, d.name, d.title, d.uri, d.media_type, d.generation, d.indexed_generation, d.content_hash, d.content_bytes,
        d.state, d.failure_code, d.failure_message, d.chunk_count, d.metadata, d.created_at, d.updated_at
        """;

    private const string Source = $"SELECT {Columns} FROM documents d JOIN collections c ON c.key = d.collection";

    /// <summary>A document, or null.</summary>
    public static Document? Find(SqlSession session, CollectionId collection, DocumentId id) =>
        session.First(
            $"{Source} WHERE c.tenant = $1 AND c.name = $2 AND d.id = $3 AND d.state <> 3",
            Read,
            collection.Tenant,
            collection.Name,
            id.Value
        );

    /// <summary>A page of a collection's documents by id.</summary>
    public static List<Document> List(SqlSession session, CollectionId collection, DocumentState? state, string after, int limit) =>
        session.All(
            $"{Source} WHERE c.tenant = $1 AND c.name = $2 AND d.id > $3 AND d.state <> 3 AND (CAST($4 AS INTEGER) IS NULL OR d.state = $4) ORDER BY d.id LIMIT $5",
            Read,
            collection.Tenant,
            collection.Name,
            after,
            state is null ? null : (int)state,
            limit
        );

    /// <summary>Documents that wait for indexing, oldest first.</summary>
    public static List<Document> Pending(SqlSession session, int limit) =>
        session.All($"{Source} WHERE d.state = 0 ORDER BY d.received_at, d.key LIMIT $1", Read, limit);

    /// <summary>The key of a document's row; null when there is none or it is deleted.</summary>
    public static long? FindKey(SqlSession session, CollectionId collection, DocumentId id) =>
        session.Scalar(
            "SELECT d.key FROM documents d JOIN collections c ON c.key = d.collection WHERE c.tenant = $1 AND c.name = $2 AND d.id = $3 AND d.state <> 3",
            collection.Tenant,
            collection.Name,
            id.Value
        );

    private static Document Read(DbDataReader row) =>
        new()
        {
            Collection = new CollectionId(row.GetString(0), row.GetString(1)),
            Id = new DocumentId(row.GetString(2)),
            Name = row.GetString(3),
            Title = row.GetString(4),
            Uri = row.GetString(5),
            MediaType = row.GetString(6),
            Generation = row.GetInt64(7),
            IndexedGeneration = row.GetInt64(8),
            ContentHash = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(9)),
            ContentBytes = row.GetInt64(10),
            State = (DocumentState)row.GetInt32(11),
            Failure = row.IsDBNull(12) ? null : new DocumentFailure(row.GetString(12), row.GetString(13)),
            ChunkCount = row.GetInt32(14),
            Metadata = MetadataJson.Read(row.GetString(15)),
            CreatedAt = Ticks.Read(row, 16),
            UpdatedAt = Ticks.Read(row, 17),
        };
}
