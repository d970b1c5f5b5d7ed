using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.ModelChanges;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>The steps of a version after its acceptance. Each moves the document, its log and its jobs in one transaction.</summary>
internal static class IndexingWrites
{
    /// <summary>
    /// Appends a version's record to the log, of each copy of its shard, and makes it the one that answers. Doing it twice gives the same
    /// sequence.
    /// </summary>
    /// <param name="session">The writer's connection.</param>
    /// <param name="indexed">The version.</param>
    /// <param name="payloads">Its records in stored form, by the number of their shard.</param>
    /// <param name="text">Its text in stored form.</param>
    /// <param name="now">The time.</param>
    /// <returns>The sequence, or null when the version is obsolete.</returns>
    /// <exception cref="ArgumentException">The named shard does not keep this document.</exception>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the epoch is not the shard's present one, or a copy of the shard lacks its
    /// record.</exception>
    public static long? Commit(
        SqlSession session,
        IndexedDocument indexed,
        IReadOnlyDictionary<int, byte[]> payloads,
        byte[] text,
        DateTimeOffset now
    )
    {
        if (Latest(session, indexed.Shard.Collection, indexed.Record.Document, indexed.Record.Generation) is not (var collection, var row))
        {
            return null;
        }

        int[] shards = collection.ShardsOf(row.Id);
        if ((indexed.Shard.Number - shards[0]) % collection.ShardCount != 0)
        {
            throw new ArgumentException($"The shard {indexed.Shard} does not keep the document {row.Id}.", nameof(indexed));
        }

        EpochRows.Require(session, collection.WriterOf(row.Id), indexed.Epoch);
        if (row.IndexedGeneration == row.Generation)
        {
            return row.LogSequence;
        }

        foreach (int shard in shards.Where(shard => !payloads.ContainsKey(shard)))
        {
            throw StaleShards.Reject(shard);
        }

        LogRows.Hollow(session, collection, row);
        // Who may see it may have changed while it was embedded.
        DocumentAcl? acl = DocumentAcl.Of(indexed.Record.Metadata);
        long sequence = LogRows.Append(session, collection, shards[0], row, AclWrites.Present(row, payloads[shards[0]], acl));
        foreach (int shard in shards.Skip(1))
        {
            LogRows.Append(session, collection, shard, row, AclWrites.Present(row, payloads[shard], acl));
        }

        DocumentRows.Index(session, row, indexed, sequence, now);
        ContentRows.PutText(session, row.Key, row.Generation, text);
        ContentRows.DropBefore(session, row.Key, row.Generation, keep: row.Generation);
        JobRows.Index(session, row.Key, row.Generation, [.. indexed.Steps.Select(step => Ended(step, now))]);
        return sequence;
    }

    /// <summary>Records that an attempt begins, unless more than <paramref name="openMax"/> have not ended.</summary>
    /// <returns>How many had not; null for a version that does not wait.</returns>
    public static int? BeginAttempt(SqlSession session, VersionKey version, int openMax)
    {
        if (
            Latest(session, version.Collection, version.Document, version.Generation) is not (_, var row)
            || row.State != (int)DocumentState.Received
        )
        {
            return null;
        }

        int open = (int)row.OpenAttempts;
        if (open <= openMax)
        {
            DocumentRows.SetOpenAttempts(session, row, open + 1);
        }

        return open;
    }

    /// <summary>Records that an attempt has ended in order.</summary>
    public static bool EndAttempt(SqlSession session, VersionKey version)
    {
        if (
            Latest(session, version.Collection, version.Document, version.Generation) is not (_, var row)
            || row.OpenAttempts is not (> 0 and var open)
        )
        {
            return false;
        }

        DocumentRows.SetOpenAttempts(session, row, open - 1);
        return true;
    }

    /// <summary>Marks a version that waits as failed.</summary>
    public static bool Fail(SqlSession session, VersionKey version, DocumentFailure failure, JobStep[] steps, DateTimeOffset now)
    {
        if (
            Latest(session, version.Collection, version.Document, version.Generation) is not (_, var row)
            || row.State != (int)DocumentState.Received
        )
        {
            return false;
        }

        DocumentRows.Fail(session, row, failure, now);
        JobRows.Fail(session, row.Key, row.Generation, failure, steps);
        return true;
    }

    /// <summary>Queues a failed version again.</summary>
    public static bool Retry(SqlSession session, CollectionId id, DocumentId document, DateTimeOffset now)
    {
        if (Latest(session, id, document, null) is not (_, var row) || row.State != (int)DocumentState.Failed)
        {
            return false;
        }

        DocumentRows.Requeue(session, row, now);
        return true;
    }

    /// <summary>
    /// Deletes a document, if its latest version is the one that is named: its bytes go, its tombstone and a deletion record stay.
    /// </summary>
    public static long? Delete(SqlSession session, DocumentDeletion deletion, DateTimeOffset now)
    {
        if (Latest(session, deletion.Collection, deletion.Document, null) is not (var collection, var row))
        {
            return null;
        }

        if (deletion.Generation is { } expected && row.Generation != expected)
            throw RagException.Changed($"The document '{row.Id}' has another version by now: it was not deleted. Read it again.");
        EpochRows.Require(session, collection.WriterOf(row.Id), deletion.Epoch);
        LogRows.Hollow(session, collection, row);
        long[] sequences = [.. collection.ShardsOf(row.Id).Select(shard => LogRows.Append(session, collection, shard, row, payload: null))];
        DocumentRows.Bury(session, row, now);
        ContentRows.DropBefore(session, row.Key, row.Generation + 1, keep: 0);
        JobRows.Supersede(session, row.Key, row.Generation);
        return sequences[0];
    }

    // The write is a part of its last step. Its clock may be another one than that of the step's beginning.
    private static JobStep Ended(JobStep step, DateTimeOffset now) =>
        step is { State: JobStepState.Running, BeganAt: { } began }
            ? step with
            {
                State = JobStepState.Done,
                Took = now > began ? now - began : TimeSpan.Zero,
            }
            : step;

    private static (CollectionKey Collection, DocumentRow Row)? Latest(
        SqlSession session,
        CollectionId id,
        DocumentId document,
        long? generation
    ) =>
        CollectionRows.FindKey(session, id) is { } collection
        && DocumentRows.ById(session, collection, document) is { } row
        && row.State != DocumentRow.Deleted
        && (generation is null || row.Generation == generation)
            ? (collection, row)
            : null;
}
