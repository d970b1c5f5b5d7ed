using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Sqlite.Rows;

namespace RagCluster.Storage.Sqlite.Writing;

/// <summary>The steps of a version after its acceptance. Each moves the document, its log and its jobs in one transaction.</summary>
internal static class IndexingWrites
{
    /// <summary>Appends a version's record to the log and makes it the one that answers. Doing it twice gives the same sequence.</summary>
    /// <param name="session">The writer's connection.</param>
    /// <param name="indexed">The version.</param>
    /// <param name="payload">Its record in stored form.</param>
    /// <param name="text">Its text in stored form.</param>
    /// <param name="now">The time.</param>
    /// <returns>The sequence, or null when the version is obsolete.</returns>
    /// <exception cref="ArgumentException">The named shard does not keep this document.</exception>
    public static long? Commit(SqliteSession session, IndexedDocument indexed, byte[] payload, byte[] text, DateTimeOffset now)
    {
        if (Latest(session, indexed.Shard.Collection, indexed.Record.Document, indexed.Record.Generation) is not (var collection, var row))
        {
            return null;
        }

        if (collection.ShardOf(row.Id) != indexed.Shard.Number)
        {
            throw new ArgumentException($"The shard {indexed.Shard} does not keep the document {row.Id}.", nameof(indexed));
        }

        if (row.IndexedGeneration == row.Generation)
        {
            return row.LogSequence;
        }

        LogRows.Hollow(session, collection, row);
        long sequence = LogRows.Append(session, collection, row.Id, row.Generation, payload);
        DocumentRows.Index(session, row, indexed, sequence, now);
        ContentRows.PutText(session, row.Key, row.Generation, text);
        ContentRows.DropBefore(session, row.Key, row.Generation, keep: row.Generation);
        JobRows.Finish(session, row.Key, row.Generation, JobDocumentState.Indexed, null);
        return sequence;
    }

    /// <summary>Marks a version that waits as failed.</summary>
    public static bool Fail(SqliteSession session, VersionKey version, DocumentFailure failure, DateTimeOffset now)
    {
        if (Latest(session, version.Collection, version.Document, version.Generation) is not (_, var row) || row.State != (int)DocumentState.Received)
        {
            return false;
        }

        DocumentRows.Fail(session, row, failure, now);
        JobRows.Finish(session, row.Key, row.Generation, JobDocumentState.Failed, failure);
        return true;
    }

    /// <summary>Queues a failed version again.</summary>
    public static bool Retry(SqliteSession session, CollectionId id, DocumentId document, DateTimeOffset now)
    {
        if (Latest(session, id, document, null) is not (_, var row) || row.State != (int)DocumentState.Failed)
        {
            return false;
        }

        DocumentRows.Requeue(session, row, now);
        return true;
    }

    /// <summary>Deletes a document: its bytes go, its tombstone and a deletion record stay.</summary>
    public static long? Delete(SqliteSession session, CollectionId id, DocumentId document, DateTimeOffset now)
    {
        if (Latest(session, id, document, null) is not (var collection, var row))
        {
            return null;
        }

        LogRows.Hollow(session, collection, row);
        long sequence = LogRows.Append(session, collection, row.Id, row.Generation, payload: null);
        DocumentRows.Bury(session, row, now);
        ContentRows.DropBefore(session, row.Key, row.Generation + 1, keep: 0);
        JobRows.Supersede(session, row.Key, row.Generation);
        return sequence;
    }

    private static (CollectionKey Collection, DocumentRow Row)? Latest(SqliteSession session, CollectionId id, DocumentId document, long? generation) =>
        CollectionRows.FindKey(session, id) is { } collection
        && DocumentRows.ById(session, collection, document) is { } row
        && row.State != DocumentRow.Deleted
        && (generation is null || row.Generation == generation)
            ? (collection, row)
            : null;
}
