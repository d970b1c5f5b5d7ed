using System.Data.Common;
using RagCluster.Corpus.Documents;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Statements that find and change rows of <c>documents</c>.</summary>
internal static class DocumentRows
{
    private static readonly string Columns = SealedTables.Documents.Select("d");

    /// <summary>A document or its tombstone.</summary>
    public static DocumentRow? ById(SqlSession session, CollectionKey collection, DocumentId id) =>
        session.First($"SELECT {Columns} FROM documents d WHERE d.collection = $1 AND d.id = $2", Read, collection.Key, id.Value);

    /// <summary>The document of a row.</summary>
    public static DocumentRow? ByKey(SqlSession session, long key) =>
        session.First($"SELECT {Columns} FROM documents d WHERE d.key = $1", Read, key);

    /// <summary>The document that a name points to.</summary>
    public static DocumentRow? ByName(SqlSession session, CollectionKey collection, string name) =>
        session.First(
            $"SELECT {Columns} FROM document_names n JOIN documents d ON d.key = n.document WHERE n.collection = $1 AND n.name = $2",
            Read,
            collection.Key,
            name
        );

    /// <summary>The documents whose latest content has this hash, the oldest first; not all where there are very many.</summary>
    public static List<DocumentRow> ByContent(SqlSession session, CollectionKey collection, byte[] hash) =>
        session.All(
            $"SELECT {Columns} FROM documents d WHERE d.collection = $1 AND d.content_hash = $2 AND d.state <> 3 ORDER BY d.key LIMIT 100",
            Read,
            collection.Key,
            hash
        );

    /// <summary>The documents of a collection that have a list of readers.</summary>
    public static List<DocumentRow> Listed(SqlSession session, CollectionKey collection) =>
        session.All(
            $"SELECT {Columns} FROM documents d WHERE d.collection = $1 AND d.state <> 3 AND d.metadata LIKE $2",
            Read,
            collection.Key,
            AclText.Pattern
        );

    /// <summary>Documents of a collection whose latest version a principal sent.</summary>
    public static List<DocumentRow> SentBy(SqlSession session, CollectionKey collection, string sender, int limit) =>
        session.All(
            $"SELECT {Columns} FROM documents d WHERE d.collection = $1 AND d.state <> 3 AND d.metadata <> replace(d.metadata, $2, '') "
                + "LIMIT $3",
            Read,
            collection.Key,
            SenderText.PartOf(sender),
            limit
        );

    /// <summary>Adds a document with its first version.</summary>
    /// <returns>The row's key.</returns>
    public static long Insert(SqlSession session, CollectionKey collection, DocumentId id, PreparedDocument document, DateTimeOffset now)
    {
        GivenDescription given = GivenDescription.Of(document);
        object?[] values = Values(
            new DocumentRow
            {
                Key = 0,
                Collection = collection.Key,
                Id = id,
                Generation = 1,
                State = (int)DocumentState.Received,
                Name = document.Incoming.Name,
                Description = given,
                SentBy = document.Incoming.SentBy,
                Title = given.Title,
                ContentHash = document.Hash,
                ContentBytes = document.Bytes.LongLength,
                CreatedAt = now.UtcTicks,
                UpdatedAt = now.UtcTicks,
                ReceivedAt = now.UtcTicks,
            }
        );
        return session
            .Scalar(
                """
                INSERT INTO documents (collection, id, generation, indexed_generation, state, name, title_given, title, uri, media_type, metadata,
                    content_hash, content_bytes, failure_code, failure_message, chunk_count, log_sequence, created_at, updated_at, received_at, open_attempts,
                    checksum)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
                RETURNING key
                """,
                [.. values, SealedTables.Documents.Sum(values)]
            )!
            .Value;
    }

    /// <summary>Gives a document a new version that waits for indexing; the indexed one goes on answering.</summary>
    /// <returns>The row as it is now.</returns>
    public static DocumentRow Replace(SqlSession session, DocumentRow row, PreparedDocument document, DateTimeOffset now)
    {
        GivenDescription given = GivenDescription.Of(document);
        return Save(
            session,
            row with
            {
                Generation = row.Generation + 1,
                Name = document.Incoming.Name.Length == 0 ? row.Name : document.Incoming.Name,
                Description = given,
                SentBy = document.Incoming.SentBy,
                Title = given.Title.Length == 0 ? row.Title : given.Title,
                ContentHash = document.Hash,
                ContentBytes = document.Bytes.LongLength,
                CreatedAt = row.State == DocumentRow.Deleted ? now.UtcTicks : row.CreatedAt,
                UpdatedAt = now.UtcTicks,
                ReceivedAt = now.UtcTicks,
                State = (int)DocumentState.Received,
                Failure = null,
                OpenAttempts = 0,
            }
        );
    }

    /// <summary>Sets the attempts to index the latest version that have begun and not ended.</summary>
    public static void SetOpenAttempts(SqlSession session, DocumentRow row, long count) => Save(session, row with { OpenAttempts = count });

    /// <summary>Puts the latest version back in the queue.</summary>
    /// <returns>The row as it is now.</returns>
    public static DocumentRow Requeue(SqlSession session, DocumentRow row, DateTimeOffset now) =>
        Save(
            session,
            row with
            {
                State = (int)DocumentState.Received,
                Failure = null,
                OpenAttempts = 0,
                UpdatedAt = now.UtcTicks,
                ReceivedAt = now.UtcTicks,
            }
        );

    /// <summary>Marks the latest version as failed.</summary>
    public static void Fail(SqlSession session, DocumentRow row, DocumentFailure failure, DateTimeOffset now) =>
        Save(session, row with { State = (int)DocumentState.Failed, Failure = failure, OpenAttempts = 0, UpdatedAt = now.UtcTicks });

    /// <summary>Shows a document under another name.</summary>
    /// <returns>The row as it is now.</returns>
    public static DocumentRow Rename(SqlSession session, DocumentRow row, string name) => Save(session, row with { Name = name });

    /// <summary>Marks the latest version as the one that answers.</summary>
    public static void Index(SqlSession session, DocumentRow row, IndexedDocument indexed, long sequence, DateTimeOffset now) =>
        Save(
            session,
            row with
            {
                State = (int)DocumentState.Indexed,
                IndexedGeneration = row.Generation,
                Title = indexed.Record.Title,
                MediaType = indexed.MediaType,
                ChunkCount = indexed.Record.Chunks.Length,
                LogSequence = sequence,
                Failure = null,
                OpenAttempts = 0,
                UpdatedAt = now.UtcTicks,
            }
        );

    /// <summary>Turns a document into a tombstone, which keeps its last generation.</summary>
    public static void Bury(SqlSession session, DocumentRow row, DateTimeOffset now)
    {
        session.Execute("DELETE FROM document_names WHERE document = $1", row.Key);
        Save(
            session,
            row with
            {
                State = DocumentRow.Deleted,
                IndexedGeneration = 0,
                Name = "",
                Description = new GivenDescription("", "", "{}"),
                SentBy = null,
                Title = "",
                MediaType = "",
                ContentHash = [],
                ContentBytes = 0,
                ChunkCount = 0,
                LogSequence = null,
                Failure = null,
                OpenAttempts = 0,
                UpdatedAt = now.UtcTicks,
            }
        );
    }

    /// <summary>Writes a row whole.</summary>
    /// <returns>The row.</returns>
    public static DocumentRow Save(SqlSession session, DocumentRow row)
    {
        object?[] values = Values(row);
        session.Execute(
            """
            UPDATE documents SET generation = $2, indexed_generation = $3, state = $4, name = $5, title_given = $6, title = $7, uri = $8,
                media_type = $9, metadata = $10, content_hash = $11, content_bytes = $12, failure_code = $13, failure_message = $14,
                chunk_count = $15, log_sequence = $16, created_at = $17, updated_at = $18, received_at = $19, open_attempts = $20,
                checksum = $21
            WHERE key = $1
            """,
            [row.Key, .. values[2..], SealedTables.Documents.Sum(values)]
        );
        return row;
    }

    /// <summary>Reads a row of <c>documents</c> that was found whole.</summary>
    public static DocumentRow Of(SealedRow row)
    {
        (string metadata, string? sender) = SenderText.Split(row.Text(10));
        return new DocumentRow
        {
            Key = (long)row.Address[0]!,
            Collection = row.Number(0),
            Id = new DocumentId(row.Text(1)),
            Generation = row.Number(2),
            IndexedGeneration = row.Number(3),
            State = (int)row.Number(4),
            Name = row.Text(5),
            Description = new GivenDescription(row.Text(6), row.Text(8), metadata),
            SentBy = sender,
            Title = row.Text(7),
            MediaType = row.Text(9),
            ContentHash = row.Bytes(11),
            ContentBytes = row.Number(12),
            Failure = row.IsNull(13) ? null : new DocumentFailure(row.Text(13), row.Text(14)),
            ChunkCount = row.Number(15),
            LogSequence = row.IsNull(16) ? null : row.Number(16),
            CreatedAt = row.Number(17),
            UpdatedAt = row.Number(18),
            ReceivedAt = row.Number(19),
            OpenAttempts = row.Number(20),
        };
    }

    private static DocumentRow Read(DbDataReader row) => Of(SealedTables.Documents.Read(row));

    // In the order of SealedTables.Documents.
    private static object?[] Values(DocumentRow row) =>
        [
            row.Collection,
            row.Id.Value,
            row.Generation,
            row.IndexedGeneration,
            (long)row.State,
            row.Name,
            row.Description.Title,
            row.Title,
            row.Description.Uri,
            row.MediaType,
            SenderText.Join(row.Description.Metadata, row.SentBy),
            row.ContentHash,
            row.ContentBytes,
            row.Failure?.Code,
            row.Failure?.Message,
            row.ChunkCount,
            row.LogSequence,
            row.CreatedAt,
            row.UpdatedAt,
            row.ReceivedAt,
            row.OpenAttempts,
        ];
}
