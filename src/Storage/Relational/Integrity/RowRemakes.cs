using System.Text.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Logs;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Integrity;

/// <summary>
/// Makes what a damaged row held again, from what else the store holds; or marks what can't be made again, so that the rest goes on.
/// </summary>
internal static class RowRemakes
{
    private const string SendAgain = "Send the document again.";

    /// <summary>Makes a row again.</summary>
    internal static Mending Make(SqlSession session, DamagedThing thing) =>
        thing.Table.Kind switch
        {
            DamageKinds.Cached or DamageKinds.KeyValue => Remove(session, thing),
            DamageKinds.LogRecord => MakeRecord(session, thing),
            DamageKinds.Text => MakeText(session, thing),
            DamageKinds.Content => MakeContent(session, thing),
            DamageKinds.Name => MakeName(session, thing),
            DamageKinds.Epoch => MakeEpoch(session, thing),
            DamageKinds.Document => Mark(session, thing),
            DamageKinds.Job => MarkJob(session, thing),
            _ => new Mending(false, thing.What, "Restore a backup, or delete the collection and ingest its documents again."),
        };

    /// <summary>
    /// Puts a deletion in the place of a record that is missing in a log, and has the document indexed again that it was of.
    /// </summary>
    internal static Mending Fill(SqlSession session, ShardId shard, long sequence, DateTimeOffset now)
    {
        string what = FormattableString.Invariant($"record {sequence} of shard {shard.Number} of collection {shard.Collection}");
        if (CollectionRows.FindKey(session, shard.Collection) is not { } collection)
            return new Mending(true, what, "The collection is gone.");
        DocumentRow? row = session
            .All(
                "SELECT key FROM documents WHERE collection = $1 AND log_sequence = $2",
                found => found.GetInt64(0),
                collection.Key,
                sequence
            )
            .Select(key => DocumentRows.ByKey(session, key)!)
            .FirstOrDefault(found => collection.ShardsOf(found.Id)[0] == shard.Number);
        LogRows.Put(
            session,
            new LogRow(
                collection.Key,
                shard.Number,
                sequence,
                row?.Id.Value ?? FormattableString.Invariant($"lost-{sequence}"),
                row?.Generation ?? 0,
                null,
                0
            )
        );
        if (row is null)
            return new Mending(true, what, "No document has it any more.");
        return Requeue(session, row, now)
            ? new Mending(true, what, "The document is indexed again from its content.") { Remade = (collection.Id, row.Id) }
            : new Mending(true, what, $"The content of document '{row.Id}' is damaged too. {SendAgain}") { IsRepaired = false };
    }

    /// <summary>Names the record that a document lacks.</summary>
    internal static Mending Missing(SqlSession session, long document) =>
        DocumentRows.ByKey(session, document) is { } row
            ? new Mending(
                false,
                $"the index record of document '{row.Id}' of collection {RowNames.CollectionOf(session, row.Collection)}",
                HasContent(session, row) ? "The document is indexed again by --repair." : $"Its content is damaged too. {SendAgain}"
            )
            : new Mending(true, "a document", "It is gone.");

    /// <summary>Whether a document's content is there, or can be found or set right by a repair.</summary>
    internal static bool HasContent(SqlSession session, DocumentRow row)
    {
        long?[] blobs =
        [
            session.Scalar("SELECT blob FROM contents WHERE document = $1 AND generation = $2", row.Key, row.Generation),
            session.Scalar("SELECT key FROM blobs WHERE hash = $1", row.ContentHash),
        ];
        return blobs
            .OfType<long>()
            .Any(blob => ContentRows.ReadBlob(session, blob) is not null || ContentRows.CanCorrectBlob(session, blob));
    }

    /// <summary>Has a document indexed again whose record is missing.</summary>
    internal static Mending Remake(SqlSession session, long document, string what, DateTimeOffset now)
    {
        if (DocumentRows.ByKey(session, document) is not { } row || CollectionRows.FindKey(session, row.Collection) is not { } collection)
            return new Mending(true, what, "It is gone.");
        if (Requeue(session, row, now))
            return new Mending(true, what, "The document is indexed again from its content.") { Remade = (collection.Id, row.Id) };
        Lose(session, row, now);
        return new Mending(true, what, $"Its content is damaged too. {SendAgain}") { IsRepaired = false };
    }

    // It answers nothing any more, and says so.
    private static void Lose(SqlSession session, DocumentRow row, DateTimeOffset now)
    {
        DocumentFailure failure = new(RagException.CorruptCode, $"Its index record and its content are damaged. {SendAgain}");
        DocumentRows.Save(
            session,
            row with
            {
                State = (int)DocumentState.Failed,
                Failure = failure,
                IndexedGeneration = 0,
                UpdatedAt = now.UtcTicks,
            }
        );
    }

    // A cached value is made by who misses it. A small value is the state of a grain, which begins anew without one.
    private static Mending Remove(SqlSession session, DamagedThing thing)
    {
        session.Execute($"DELETE FROM {thing.Table.Name} WHERE {thing.Table.Where(1)}", thing.Row.Address);
        if (thing.Table.Kind == DamageKinds.KeyValue && SetAside(session, thing.Row) is { } copy)
            return new Mending(true, thing.What, $"It is evidence: as it was found it is '{copy}' of '{AuditScopes.Damaged}'.")
            {
                IsRepaired = false,
            };
        bool isCached = thing.Table.Kind == DamageKinds.Cached;
        return new Mending(true, thing.What, isCached ? "It was dropped." : "It was removed; what it held begins anew.")
        {
            IsRepaired = isCached,
        };
    }

    private static string? SetAside(SqlSession session, SealedRow row)
    {
        if (row.Values[0] is not (AuditScopes.Blocks or AuditScopes.Witness) || row.Values[2] is not byte[] value)
            return null;
        string copy = $"{row.Values[0]}/{row.Values[1]}";
        // The first stays: what comes after it in the same place was written by who had lost it.
        KeyValueRows.Write(session, AuditScopes.Damaged, copy, value, null);
        return copy;
    }

    private static Mending MakeRecord(SqlSession session, DamagedThing thing)
    {
        object?[] values = [.. thing.Row.Values];
        if (
            thing.Table.Sum(values) != RowChecksum.Missing
            && CoveredValues.Open(session.Cipher, thing.Table, values) is { } opened
            && opened[5] is byte[] payload
        )
        {
            // What the record is about stands in its own bytes, which are whole.
            Corpus.Logs.ShardLogRecord record = ShardLogRecordCodec.Decode(payload);
            (values[3], values[4]) = (record.Document.Value, record.Generation);
            thing.Table.Write(session, thing.Row, values);
            return new Mending(true, thing.What, "It was described anew from its own bytes.");
        }

        string? document = values[3] as string;
        values[5] = null;
        thing.Table.Write(session, thing.Row, values);
        if (
            document is null
            || values[0] is not long key
            || CollectionRows.FindKey(session, key) is not { } collection
            || DocumentRows.ById(session, collection, new DocumentId(document)) is not { } row
            || row.State == DocumentRow.Deleted
        )
        {
            return new Mending(true, thing.What, "No document has it any more.");
        }

        if (Requeue(session, row, thing.Now))
            return new Mending(true, thing.What, "The document is indexed again from its content.") { Remade = (collection.Id, row.Id) };
        Lose(session, row, thing.Now);
        return new Mending(true, thing.What, $"Its content is damaged too. {SendAgain}") { IsRepaired = false };
    }

    private static Mending MakeText(SqlSession session, DamagedThing thing)
    {
        if (
            thing.Row.Values[0] is not long key
            || DocumentRows.ByKey(session, key) is not { } row
            || row.State == DocumentRow.Deleted
            || !Requeue(session, row, thing.Now)
        )
            return new Mending(false, thing.What, $"The document answers on, but can't be shown. {SendAgain}");
        session.Execute($"DELETE FROM texts WHERE {thing.Table.Where(1)}", thing.Row.Address);
        CollectionKey? collection = CollectionRows.FindKey(session, row.Collection);
        return new Mending(true, thing.What, "The document is read again from its content.")
        {
            Remade = collection is null ? null : (collection.Id, row.Id),
        };
    }

    private static Mending MakeContent(SqlSession session, DamagedThing thing)
    {
        object?[] values = [.. thing.Row.Values];
        if (
            values[0] is long key
            && DocumentRows.ByKey(session, key) is { } row
            && Equals(values[1], row.Generation)
            && session.Scalar("SELECT key FROM blobs WHERE hash = $1", row.ContentHash) is { } blob
        )
        {
            values[2] = blob;
            thing.Table.Write(session, thing.Row, values);
            return new Mending(true, thing.What, "The bytes were found by their hash.");
        }

        return new Mending(false, thing.What, SendAgain);
    }

    private static Mending MakeName(SqlSession session, DamagedThing thing)
    {
        session.Execute($"DELETE FROM document_names WHERE {thing.Table.Where(1)}", thing.Row.Address);
        if (thing.Row.Values[2] is long key && DocumentRows.ByKey(session, key) is { Name.Length: > 0 } row)
            NameRows.Put(session, row.Collection, row.Name, key);
        return new Mending(true, thing.What, "The document has the name that it is shown under; another name that it may have had is gone.")
        {
            IsRepaired = false,
        };
    }

    // Above any that was given out, so that nobody writes under an old one.
    private static Mending MakeEpoch(SqlSession session, DamagedThing thing)
    {
        object?[] values = [.. thing.Row.Values];
        (values[1], values[2], values[3]) = ("", thing.Now.UtcTicks, Math.Clamp(values[3] as long? ?? 0, 0, 1L << 40) + (1L << 20));
        thing.Table.Write(session, thing.Row, values);
        return new Mending(true, thing.What, "The next owner takes it.");
    }

    // What it says may be wrong, and says so; what it answers comes from the log.
    private static Mending Mark(SqlSession session, DamagedThing thing)
    {
        if (!IsSound(thing.Row.Values))
            return new Mending(false, thing.What, SendAgain);
        DocumentRow row = DocumentRows.Of(thing.Row);
        DocumentFailure failure = new(RagException.CorruptCode, $"What is stored about it was damaged and may be wrong. {SendAgain}");
        DocumentRows.Save(
            session,
            row with
            {
                State = row.State == DocumentRow.Deleted ? row.State : (int)DocumentState.Failed,
                Failure = failure,
            }
        );
        CollectionRows.Recount(session, row.Collection);
        return new Mending(true, thing.What, SendAgain) { IsRepaired = false };
    }

    private static Mending MarkJob(SqlSession session, DamagedThing thing)
    {
        object?[] values = [.. thing.Row.Values];
        if (thing.Table == SealedTables.JobDocuments)
            (values[6], values[7], values[8], values[9]) = (
                (long)JobDocumentState.Failed,
                RagException.CorruptCode,
                "The record of its progress was damaged; look at the document.",
                null
            );
        if (values.Take(3).Any(value => value is null) || values[2] is double)
            return new Mending(false, thing.What, "Ask for the document instead of the job.");
        thing.Table.Write(session, thing.Row, values);
        return new Mending(true, thing.What, "What it says of its progress may be wrong.") { IsRepaired = false };
    }

    private static bool Requeue(SqlSession session, DocumentRow row, DateTimeOffset now)
    {
        if (SealedTables.Contents.Find(session, [row.Key, row.Generation]) is not { } content)
            return false;
        if (!SealedTables.Contents.IsIntact(content))
            throw new DamagedRowException(SealedTables.Contents, content.Address);
        if (ContentRows.ReadBlob(session, content.Number(2)) is null && !ContentRows.CorrectBlob(session, content.Number(2)))
            return false;
        DocumentRows.Save(
            session,
            row with
            {
                State = (int)DocumentState.Received,
                Failure = null,
                IndexedGeneration = 0,
                UpdatedAt = now.UtcTicks,
                ReceivedAt = now.UtcTicks,
                OpenAttempts = 0,
            }
        );
        return true;
    }

    private static bool IsSound(object?[] values)
    {
        int[] texts = [1, 5, 6, 7, 8, 9, 10];
        int[] numbers = [0, 2, 3, 4, 12, 15, 17, 18, 19, 20];
        if (
            !texts.All(i => values[i] is string)
            || !numbers.All(i => values[i] is long)
            || values[11] is not byte[]
            || values[16] is not (null or long)
            || values[13] is not (null or string)
            || (values[13] is not null && values[14] is not string)
            || values[4] is not (>= 0L and <= 3L)
        )
        {
            return false;
        }

        try
        {
            MetadataJson.Read((string)values[10]!);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
