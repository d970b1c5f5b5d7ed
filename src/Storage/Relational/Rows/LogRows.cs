using System.Data.Common;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Logs;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>
/// Statements on <c>shard_log</c>. Invariants: a shard's sequences are 1, 2, 3 … without a gap, because each is assigned in the
/// transaction that writes its record, and rows go only with their whole shard; of each document only the last record has a payload.
/// </summary>
internal static class LogRows
{
    private static readonly string Columns = SealedTables.Logs.Select("l");

    /// <summary>Appends a record to a shard's log; null as payload stands for a deletion.</summary>
    /// <returns>The record's sequence.</returns>
    public static long Append(SqlSession session, CollectionKey collection, int shard, DocumentRow row, byte[]? payload)
    {
        long sequence = session.LogEnd(collection.Key, shard) + 1;
        Put(session, new LogRow(collection.Key, shard, sequence, row.Id.Value, row.Generation, payload, 0));
        return sequence;
    }

    /// <summary>Writes a record's row with its checksum.</summary>
    public static void Put(SqlSession session, LogRow row)
    {
        byte[]? stored = row.Payload is { } record
            ? session.Cipher.Protect(ContentPlace.Record(row.Collection, row.Shard, row.Sequence), record)
            : null;
        // The payload was sealed a moment ago: only its presence is a part of the row's checksum.
        long identity = SealedTables.Logs.Sum([row.Collection, (long)row.Shard, row.Sequence, row.Document, row.Generation, null]);
        session.AppendLog(row with { Payload = stored, Checksum = identity + (stored is null ? 0 : SealedTables.LiveRecord) });
    }

    /// <summary>
    /// Drops the payloads of a document's records, which a later one makes obsolete; replay then sees deletions in their places.
    /// </summary>
    public static void Hollow(SqlSession session, CollectionKey collection, DocumentRow row)
    {
        if (row.LogSequence is null)
        {
            return;
        }

        session.Settle();
        foreach (int shard in collection.ShardsOf(row.Id))
        {
            Hollow(session, collection, shard, row.Id);
        }
    }

    /// <summary>Drops the payloads of a document's records in one log, of which nothing is held back.</summary>
    public static void Hollow(SqlSession session, CollectionKey collection, int shard, DocumentId document) =>
        session.Execute(
            "UPDATE shard_log SET payload = NULL, checksum = checksum - $4 WHERE collection = $1 AND shard = $2 AND document "
                + "= $3 AND payload IS NOT NULL",
            collection.Key,
            shard,
            document.Value,
            SealedTables.LiveRecord
        );

    /// <summary>A document's record in one log that no later one made obsolete, or null.</summary>
    public static ShardLogRecord? Live(SqlSession session, CollectionKey collection, int shard, DocumentId document) =>
        session.First(
            $"SELECT {Columns} FROM shard_log l WHERE l.collection = $1 AND l.shard = $2 AND l.document = $3 AND l.payload IS NOT NULL "
                + "ORDER BY l.sequence DESC LIMIT 1",
            CoveredRecord(session),
            collection.Key,
            shard,
            document.Value
        );

    /// <summary>Whether a shard's log holds a record of a document that no later one made obsolete.</summary>
    public static bool Holds(SqlSession session, CollectionKey collection, int shard, DocumentId document) =>
        session.Scalar(
            "SELECT 1 FROM shard_log WHERE collection = $1 AND shard = $2 AND document = $3 AND payload IS NOT NULL LIMIT 1",
            collection.Key,
            shard,
            document.Value
        )
            is not null;

    /// <summary>Removes the first records of some shards.</summary>
    /// <param name="session">The writer's connection.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="firstShard">The first shard.</param>
    /// <param name="limit">Records removed at most.</param>
    /// <returns>Whether something is left.</returns>
    public static bool Remove(SqlSession session, CollectionKey collection, int firstShard, int limit)
    {
        int end = firstShard + collection.ShardCount;
        session.Settle();
        session.Execute(
            """
            DELETE FROM shard_log WHERE key IN (
                SELECT key FROM shard_log WHERE collection = $1 AND shard >= $2 AND shard < $3 ORDER BY shard, sequence LIMIT $4)
            """,
            collection.Key,
            firstShard,
            end,
            limit
        );
        return session.Scalar(
            "SELECT 1 FROM shard_log WHERE collection = $1 AND shard >= $2 AND shard < $3 LIMIT 1",
            collection.Key,
            firstShard,
            end
        )
            is not null;
    }

    /// <summary>The records after <paramref name="after"/>, at most <paramref name="limit"/>.</summary>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: a record's bytes are not those that were written.</exception>
    public static List<ShardLogRecord> Page(SqlSession session, ShardId shard, long after, int limit)
    {
        List<ShardLogRecord> page = session.All(
            $"""
            SELECT {Columns} FROM shard_log l JOIN collections c ON c.key = l.collection
            WHERE c.tenant = $1 AND c.name = $2 AND l.shard = $3 AND l.sequence > $4 ORDER BY l.sequence LIMIT $5
            """,
            CoveredRecord(session),
            shard.Collection.Tenant,
            shard.Collection.Name,
            shard.Number,
            after,
            limit
        );
        for (int i = 0; i < page.Count; i++)
        {
            long expected = after + 1 + i;
            if (page[i].Sequence != expected)
                throw new DamagedIndexException(SealedTables.Logs.Name) { Gap = (shard, expected) };
        }

        return page;
    }

    private static Func<DbDataReader, ShardLogRecord> CoveredRecord(SqlSession session)
    {
        Func<DbDataReader, SealedRow> reader = CoveredValues.Reader(session, SealedTables.Logs);
        return row => Decode(reader(row));
    }

    private static ShardLogRecord Decode(SealedRow read)
    {
        ShardLogRecord deletion = new()
        {
            Sequence = read.Number(2),
            Document = new DocumentId(read.Text(3)),
            Generation = read.Number(4),
        };
        if (read.IsNull(5))
            return deletion;
        try
        {
            ShardLogRecord record = ShardLogRecordCodec.Decode(read.Bytes(5)) with { Sequence = deletion.Sequence };
            if ((record.Document, record.Generation) == (deletion.Document, deletion.Generation))
                return record;
        }
        catch (InvalidDataException unknown)
        {
            // Its checksum is right: another build wrote it.
            throw StorageFailure.Corrupt("log record", unknown);
        }

        throw new DamagedRowException(SealedTables.Logs, read.Address);
    }
}
