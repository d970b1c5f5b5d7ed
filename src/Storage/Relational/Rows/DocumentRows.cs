using System.Data.Common;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements that find and change rows of <c>documents</c>.</summary>
internal static class DocumentRows
{
    private const string Columns =
        "d.key, d.id, d.generation, d.indexed_generation, d.state, d.name, d.title_given, d.uri, d.metadata, d.content_hash, d.log_sequence";

    /// <summary>A document or its tombstone.</summary>
    public static DocumentRow? ById(SqlSession session, CollectionKey collection, DocumentId id) =>
        session.First($"SELECT {Columns} FROM documents d WHERE d.collection = $1 AND d.id = $2", Read, collection.Key, id.Value);

    /// <summary>The document that a name points to.</summary>
    public static DocumentRow? ByName(SqlSession session, CollectionKey collection, string name) =>
        session.First(
            $"SELECT {Columns} FROM document_names n JOIN documents d ON d.key = n.document WHERE n.collection = $1 AND n.name = $2",
            Read,
            collection.Key,
            name
        );

    /// <summary>The oldest document whose latest content has this hash.</summary>
    public static DocumentRow? ByContent(SqlSession session, CollectionKey collection, byte[] hash) =>
        session.First(
            $"SELECT {Columns} FROM documents d WHERE d.collection = $1 AND d.content_hash = $2 AND d.state <> 3 ORDER BY d.key LIMIT 1",
            Read,
            collection.Key,
            hash
        );

    /// <summary>Adds a document with its first version.</summary>
    /// <returns>The row's key.</returns>
    public static long Insert(SqlSession session, CollectionKey collection, DocumentId id, PreparedDocument document, DateTimeOffset now)
    {
        GivenDescription given = GivenDescription.Of(document);
        return session
            .Scalar(
                """
                INSERT INTO documents (collection, id, generation, indexed_generation, state, name, title_given, title, uri, media_type, metadata,
                    content_hash, content_bytes, chunk_count, created_at, updated_at, received_at)
                VALUES ($1, $2, 1, 0, 0, $3, $4, $4, $5, '', $6, $7, $8, 0, $9, $9, $9)
                RETURNING key
                """,
                collection.Key,
                id.Value,
                document.Incoming.Name,
                given.Title,
                given.Uri,
                given.Metadata,
                document.Hash,
                document.Bytes.LongLength,
                now.UtcTicks
            )!
            .Value;
    }

    /// <summary>Gives a document a new version that waits for indexing; the indexed one goes on answering.</summary>
    public static void Replace(SqlSession session, DocumentRow row, PreparedDocument document, DateTimeOffset now)
    {
        GivenDescription given = GivenDescription.Of(document);
        session.Execute(
            """
            UPDATE documents SET generation = generation + 1, name = CASE WHEN $2 = '' THEN name ELSE $2 END, title_given = $3,
                title = CASE WHEN $3 = '' THEN title ELSE $3 END, uri = $4, metadata = $5, content_hash = $6, content_bytes = $7,
                created_at = CASE state WHEN 3 THEN $8 ELSE created_at END, updated_at = $8, received_at = $8,
                state = 0, failure_code = NULL, failure_message = NULL
            WHERE key = $1
            """,
            row.Key,
            document.Incoming.Name,
            given.Title,
            given.Uri,
            given.Metadata,
            document.Hash,
            document.Bytes.LongLength,
            now.UtcTicks
        );
    }

    /// <summary>Puts the latest version back in the queue.</summary>
    public static void Requeue(SqlSession session, DocumentRow row, DateTimeOffset now) =>
        session.Execute(
            "UPDATE documents SET state = 0, failure_code = NULL, failure_message = NULL, updated_at = $2, received_at = $2 WHERE key = $1",
            row.Key,
            now.UtcTicks
        );

    /// <summary>Marks the latest version as failed.</summary>
    public static void Fail(SqlSession session, DocumentRow row, DocumentFailure failure, DateTimeOffset now) =>
        session.Execute(
            "UPDATE documents SET state = 2, failure_code = $2, failure_message = $3, updated_at = $4 WHERE key = $1",
            row.Key,
            failure.Code,
            failure.Message,
            now.UtcTicks
        );

    /// <summary>Marks the latest version as the one that answers.</summary>
    public static void Index(SqlSession session, DocumentRow row, IndexedDocument indexed, long sequence, DateTimeOffset now) =>
        session.Execute(
            """
            UPDATE documents SET state = 1, indexed_generation = generation, title = $2, media_type = $3, chunk_count = $4, log_sequence = $5,
                failure_code = NULL, failure_message = NULL, updated_at = $6
            WHERE key = $1
            """,
            row.Key,
            indexed.Record.Title,
            indexed.MediaType,
            indexed.Record.Chunks.Length,
            sequence,
            now.UtcTicks
        );

    /// <summary>Turns a document into a tombstone, which keeps its last generation.</summary>
    public static void Bury(SqlSession session, DocumentRow row, DateTimeOffset now)
    {
        session.Execute("DELETE FROM document_names WHERE document = $1", row.Key);
        session.Execute(
            """
            UPDATE documents SET state = 3, indexed_generation = 0, name = '', title_given = '', title = '', uri = '', media_type = '',
                metadata = '{}', content_hash = $3, content_bytes = 0, chunk_count = 0, log_sequence = NULL,
                failure_code = NULL, failure_message = NULL, updated_at = $2
            WHERE key = $1
            """,
            row.Key,
            now.UtcTicks,
            Array.Empty<byte>()
        );
    }

    private static DocumentRow Read(DbDataReader row) =>
        new(
            row.GetInt64(0),
            new DocumentId(row.GetString(1)),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt32(4),
            row.GetString(5),
            new GivenDescription(row.GetString(6), row.GetString(7), row.GetString(8)),
            row.GetFieldValue<byte[]>(9),
            row.IsDBNull(10) ? null : row.GetInt64(10)
        );
}
