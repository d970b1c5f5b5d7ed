using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.ModelChanges;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>The steps of a change of model, each one transaction.</summary>
internal static class ModelChangeWrites
{
    /// <summary>Writes the job, and the settings if they are what the caller knows.</summary>
    /// <returns>Whether they are.</returns>
    public static bool Save(SqlSession session, CollectionSettings expected, CollectionSettings next, Job job)
    {
        if (
            CollectionRows.FindKey(session, job.Collection) is not { } collection
            || CollectionRows.Find(session, job.Collection)?.Settings != expected
        )
        {
            return false;
        }

        if (next != expected)
        {
            CollectionRows.Update(session, collection, next);
        }

        JobRows.PutChange(session, collection, job);
        return true;
    }

    /// <summary>Appends records to one copy of their shard.</summary>
    /// <returns>Those that were not obsolete and not there.</returns>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the epoch is not the present one, or the shard is none of the
    /// collection's.</exception>
    public static int Append(SqlSession session, ShardId shard, EncodedRecord[] records, long epoch)
    {
        CollectionKey collection = CollectionRows.Require(session, shard.Collection);
        session.Settle();
        int appended = 0;
        foreach (EncodedRecord record in records)
        {
            if (!collection.ShardsOf(record.Document).Contains(shard.Number))
            {
                throw StaleShards.Reject(shard.Number);
            }

            EpochRows.Require(session, collection.WriterOf(record.Document), epoch);
            if (
                DocumentRows.ById(session, collection, record.Document) is not { } row
                || row.IndexedGeneration != record.Generation
                || LogRows.Holds(session, collection, shard.Number, record.Document)
            )
            {
                continue;
            }

            LogRows.Append(
                session,
                collection,
                shard.Number,
                row with
                {
                    Generation = record.Generation,
                },
                AclWrites.Present(row, record.Payload, record.Acl)
            );
            appended++;
        }

        return appended;
    }

    /// <summary>Removes records of shards that the collection has no more.</summary>
    /// <returns>Whether something is left.</returns>
    /// <exception cref="ArgumentException">It has them.</exception>
    public static bool Remove(SqlSession session, CollectionId id, int firstShard, int limit)
    {
        if (CollectionRows.FindKey(session, id) is not { } collection)
        {
            return false;
        }

        if (collection.FirstShard == firstShard || collection.SecondShard == firstShard)
        {
            throw new ArgumentException($"The collection {id} has the shards from {firstShard} on.", nameof(firstShard));
        }

        return LogRows.Remove(session, collection, firstShard, limit);
    }
}
