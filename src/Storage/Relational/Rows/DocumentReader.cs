using System.Data.Common;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Queries that return documents as the outside sees them: no tombstones.</summary>
internal static class DocumentReader
{
    private static readonly string Source =
        $"SELECT {SealedTables.Documents.Select("d")}, c.tenant, c.name FROM documents d JOIN collections c ON c.key = d.collection";

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
            $"{Source} WHERE c.tenant = $1 AND c.name = $2 AND d.id > $3 AND d.state <> 3 AND (CAST($4 AS INTEGER) IS NULL OR "
                + $"d.state = $4) ORDER BY d.id LIMIT $5",
            Read,
            collection.Tenant,
            collection.Name,
            after,
            state is null ? null : (int)state,
            limit
        );

    /// <summary>A page of a collection's documents by id, from behind.</summary>
    public static List<Document> ListBack(SqlSession session, CollectionId collection, DocumentState? state, string? before, int limit) =>
        session.All(
            $"{Source} WHERE c.tenant = $1 AND c.name = $2 AND (CAST($3 AS TEXT) IS NULL OR d.id < $3) AND d.state <> 3 AND "
                + "(CAST($4 AS INTEGER) IS NULL OR d.state = $4) ORDER BY d.id DESC LIMIT $5",
            Read,
            collection.Tenant,
            collection.Name,
            before,
            state is null ? null : (int)state,
            limit
        );

    /// <summary>A page, by id, of the documents of a collection whose latest version a principal sent.</summary>
    public static List<Document> SentBy(SqlSession session, CollectionId collection, string sender, string after, int limit) =>
        session.All(
            $"{Source} WHERE c.tenant = $1 AND c.name = $2 AND d.id > $3 AND d.state <> 3 AND d.metadata <> replace(d.metadata, $4, '') "
                + "ORDER BY d.id LIMIT $5",
            Read,
            collection.Tenant,
            collection.Name,
            after,
            SenderText.PartOf(sender),
            limit
        );

    /// <summary>Documents that wait for indexing, oldest first; not those of a collection that is not whole yet.</summary>
    public static List<Document> Pending(SqlSession session, int limit) =>
        session.All(
            $"{Source} WHERE d.state = 0 AND c.tenant <> $2 ORDER BY d.received_at, d.key LIMIT $1",
            Read,
            limit,
            StagedCollections.Tenant
        );

    /// <summary>The key of a document's row; null when there is none or it is deleted.</summary>
    public static long? FindKey(SqlSession session, CollectionId collection, DocumentId id) =>
        session.Scalar(
            "SELECT d.key FROM documents d JOIN collections c ON c.key = d.collection WHERE c.tenant = $1 AND c.name = $2 AND "
                + "d.id = $3 AND d.state <> 3",
            collection.Tenant,
            collection.Name,
            id.Value
        );

    private static Document Read(DbDataReader row)
    {
        SealedTable table = SealedTables.Documents;
        DocumentRow read = DocumentRows.Of(table.Read(row));
        return new Document
        {
            Collection = new CollectionId(row.GetString(table.Width), row.GetString(table.Width + 1)),
            Id = read.Id,
            Name = read.Name,
            Title = read.Title,
            Uri = read.Description.Uri,
            MediaType = read.MediaType,
            Generation = read.Generation,
            IndexedGeneration = read.IndexedGeneration,
            ContentHash = Convert.ToHexStringLower(read.ContentHash),
            ContentBytes = read.ContentBytes,
            State = (DocumentState)read.State,
            Failure = read.Failure,
            ChunkCount = (int)read.ChunkCount,
            Metadata = MetadataJson.Read(read.Description.Metadata),
            CreatedAt = new DateTimeOffset(read.CreatedAt, TimeSpan.Zero),
            UpdatedAt = new DateTimeOffset(read.UpdatedAt, TimeSpan.Zero),
        };
    }
}
