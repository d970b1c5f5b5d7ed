using RagCluster.Corpus.Access;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Logs;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>
/// Changes who may see a document. The list belongs to the document and not to a version: the record of the version that answers is written
/// anew with it, at the log's end like any other, so that replicas, snapshots and cache keys follow as they follow every write. Whoever
/// writes a record, here and elsewhere, writes the list that the document's row holds in the same transaction.
/// </summary>
internal static class AclWrites
{
    /// <summary>Sets the list, and writes it to each copy of the document's shard.</summary>
    /// <param name="session">The writer's connection.</param>
    /// <param name="change">What is changed.</param>
    /// <param name="now">The time.</param>
    /// <returns>The record's sequence; 0 when nothing had to be written to the log; null when there is no such document.</returns>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the epoch is not the shard's present one.</exception>
    public static long? Set(SqlSession session, AclChange change, DateTimeOffset now)
    {
        if (
            CollectionRows.FindKey(session, change.Collection) is not { } collection
            || DocumentRows.ById(session, collection, change.Document) is not { State: not DocumentRow.Deleted } row
        )
        {
            return null;
        }

        EpochRows.Require(session, collection.WriterOf(row.Id), change.Epoch);
        DocumentAcl? next = change.Acl ?? row.Acl;
        List<(int Shard, ShardLogRecord Record)> records = [];
        if (row.LogSequence is not null)
        {
            session.Settle();
            foreach (int shard in collection.ShardsOf(row.Id))
            {
                if (
                    LogRows.Live(session, collection, shard, row.Id) is { } record
                    && !AclText.AreEqual(DocumentAcl.Of(record.Metadata), next)
                )
                {
                    records.Add((shard, record));
                }
            }
        }

        if (!AclText.AreEqual(row.Acl, next))
        {
            row = DocumentRows.Save(
                session,
                row with
                {
                    Description = row.Description with { Metadata = AclText.Put(row.Description.Metadata, next) },
                    UpdatedAt = now.UtcTicks,
                }
            );
        }

        return Append(session, collection, row, records, next);
    }

    /// <summary>A record in stored form with the list that the document's row holds.</summary>
    /// <param name="row">The document's row.</param>
    /// <param name="payload">The record in stored form.</param>
    /// <param name="acl">The list that the record holds.</param>
    public static byte[] Present(DocumentRow row, byte[] payload, DocumentAcl? acl) =>
        AclText.AreEqual(row.Acl, acl) ? payload : With(ShardLogRecordCodec.Decode(payload), row.Acl);

    private static long Append(
        SqlSession session,
        CollectionKey collection,
        DocumentRow row,
        List<(int Shard, ShardLogRecord Record)> records,
        DocumentAcl? acl
    )
    {
        long first = 0;
        foreach ((int shard, ShardLogRecord record) in records)
        {
            LogRows.Hollow(session, collection, shard, row.Id);
            // Of the version that answers, which need not be the latest one.
            DocumentRow answering = row with
            {
                Generation = record.Generation,
            };
            long sequence = LogRows.Append(session, collection, shard, answering, With(record, acl));
            if (shard == collection.ShardsOf(row.Id)[0])
            {
                first = sequence;
            }
        }

        if (first > 0)
        {
            DocumentRows.Save(session, row with { LogSequence = first });
        }

        return first;
    }

    private static byte[] With(ShardLogRecord record, DocumentAcl? acl) =>
        ShardLogRecordCodec.Encode(record with { Metadata = DocumentAcl.Put(record.Metadata, acl) });
}
