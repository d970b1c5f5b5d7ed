using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Logs;

namespace RagCluster.Storage.Sqlite.Rows;

/// <summary>
/// Statements on <c>shard_log</c>. Invariants: a shard's sequences are 1, 2, 3 … without a gap, because each is assigned in the
/// transaction that writes its record and no row is removed; of each document only the last record has a payload.
/// </summary>
internal static class LogRows
{
    /// <summary>Appends a record; null as payload stands for a deletion.</summary>
    /// <returns>The record's sequence.</returns>
    public static long Append(SqliteSession session, CollectionKey collection, DocumentId document, long generation, byte[]? payload)
    {
        int shard = collection.ShardOf(document);
        long sequence = End(session, collection.Key, shard) + 1;
        session.Execute(
            "INSERT INTO shard_log (collection, shard, sequence, document, generation, payload) VALUES ($1, $2, $3, $4, $5, $6)",
            collection.Key, shard, sequence, document.Value, generation, payload);
        return sequence;
    }

    /// <summary>Drops the payload of a record that a later one makes obsolete; replay then sees a deletion in its place.</summary>
    public static void Hollow(SqliteSession session, CollectionKey collection, DocumentRow row)
    {
        if (row.LogSequence is { } sequence)
        {
            session.Execute(
                "UPDATE shard_log SET payload = NULL WHERE collection = $1 AND shard = $2 AND sequence = $3",
                collection.Key, collection.ShardOf(row.Id), sequence);
        }
    }

    /// <summary>The last sequence; 0 for an empty log.</summary>
    public static long End(SqliteSession session, long collection, int shard) =>
        session.Scalar("SELECT max(sequence) FROM shard_log WHERE collection = $1 AND shard = $2", collection, shard) ?? 0;

    /// <summary>The records after <paramref name="after"/>, at most <paramref name="limit"/>.</summary>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: a record's bytes are not those that were written.</exception>
    public static List<ShardLogRecord> Page(SqliteSession session, ShardId shard, long after, int limit) =>
        session.All(
            """
            SELECT l.sequence, l.document, l.generation, l.payload FROM shard_log l JOIN collections c ON c.key = l.collection
            WHERE c.tenant = $1 AND c.name = $2 AND l.shard = $3 AND l.sequence > $4 ORDER BY l.sequence LIMIT $5
            """,
            row => Decode(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)),
            shard.Collection.Tenant, shard.Collection.Name, shard.Number, after, limit);

    private static ShardLogRecord Decode(long sequence, string document, long generation, byte[]? payload)
    {
        if (payload is null)
        {
            return new ShardLogRecord { Sequence = sequence, Document = new DocumentId(document), Generation = generation };
        }

        try
        {
            return ShardLogRecordCodec.Decode(payload) with { Sequence = sequence };
        }
        catch (InvalidDataException damaged)
        {
            throw SqliteFailure.Corrupt("log record", damaged);
        }
    }
}
