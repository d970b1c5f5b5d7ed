using System.Globalization;
using RagCluster.Corpus.Collections;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Copying;

/// <summary>
/// One collection's rows, copied into a store that others use meanwhile. They get keys of this store and are sealed anew. Until
/// <see cref="CompleteAsync"/> the collection belongs to a tenant that no request can name; it then gets its own name in one transaction
/// that has counted its rows. A process that dies before leaves rows that nobody sees, and <see cref="CollectionImports.SweepAsync"/>
/// removes. Original bytes are written with the rows that refer to them, for bytes to which nothing refers may be swept at any time.
/// </summary>
public sealed class CollectionImport : IAsyncDisposable
{
    // Others' writes wait for one transaction: rows with embeddings and contents are some MiB each.
    private const int BatchRowsMax = 200;
    private const long BatchBytesMax = 4 << 20;
    private readonly MendingDatabase _database;
    private readonly CollectionId _target;
    private readonly CollectionId _staged;
    private readonly TimeProvider _time;
    private readonly Dictionary<long, long> _documents = [];
    private readonly Dictionary<long, List<(long Document, long Generation)>> _contents = [];
    private readonly Dictionary<string, long> _written = new(StringComparer.Ordinal);
    private long? _collection;
    private bool _isWhole;

    internal CollectionImport(MendingDatabase database, CollectionId target, TimeProvider time)
    {
        _database = database;
        _target = target;
        _staged = new CollectionId(StagedCollections.Tenant, target.Name);
        _time = time;
    }

    /// <summary>The order in which tables come: contents before the bytes that they refer to.</summary>
    public static IReadOnlyList<TableShape> Order { get; } =
    [
        CopiedTables.Collections,
        CopiedTables.Documents,
        CopiedTables.Names,
        CopiedTables.Contents,
        CopiedTables.Blobs,
        CopiedTables.Texts,
        CopiedTables.Logs,
    ];

    /// <summary>Puts rows in.</summary>
    /// <param name="table">The table; tables come in <see cref="Order"/>.</param>
    /// <param name="rows">Its rows, each whole.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the store failed.</exception>
    public async Task WriteAsync(TableShape table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        if (table == CopiedTables.Contents)
        {
            foreach (object?[] row in rows)
                Note(row);
            return;
        }

        for (int from = 0; from < rows.Count; )
        {
            (object?[][] batch, long bytes) = Batch(rows, from);
            from += batch.Length;
            // The body may run twice: what it learned counts once it is committed.
            long?[] keys = await _database.WriteAsync(
                _staged.ToString(),
                session => Array.ConvertAll(batch, row => Insert(session, table, row)),
                bytes,
                cancellationToken
            );
            Learn(table, batch, keys);
        }
    }

    /// <summary>Gives the collection its name, once its rows were counted.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Conflict: another has the name by now. Unavailable: rows are missing.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _database.WriteAsync(_target.ToString(), Publish, 0, cancellationToken);
        _isWhole = true;
    }

    /// <summary>Removes everything again, unless it was completed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isWhole && _collection is not null)
            await CollectionImports.RemoveAsync(_database, _target.Name, CancellationToken.None);
    }

    private bool Publish(SqlSession session)
    {
        if (CollectionRows.FindKey(session, _target) is not null)
            throw CollectionImports.Taken(_target);
        session.Settle();
        Require(session, "documents", "SELECT count(*) FROM documents WHERE collection = $1");
        Require(session, "shard_log", "SELECT count(*) FROM shard_log WHERE collection = $1");
        Require(session, "texts", "SELECT count(*) FROM texts t JOIN documents d ON d.key = t.document WHERE d.collection = $1");
        Require(session, "contents", "SELECT count(*) FROM contents c JOIN documents d ON d.key = c.document WHERE d.collection = $1");
        SealedTable table = SealedTables.Collections;
        SealedRow row =
            (_collection is { } key ? table.Find(session, [key]) : null)
            ?? throw StorageFailure.Lost($"the collection {_target}", "What was restored of it is gone.", null);
        object?[] values = [.. row.Values];
        values[Array.IndexOf(table.Columns, "tenant")] = _target.Tenant;
        table.Write(session, row, values);
        return true;
    }

    private void Require(SqlSession session, string table, string count)
    {
        long written = _written.GetValueOrDefault(table);
        long found = session.Scalar(count, _collection) ?? 0;
        if (found != written)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"{found} of {written} rows of {table} are there.");
            throw StorageFailure.Lost($"the collection {_target}", message, null);
        }
    }

    private static (object?[][] Rows, long Bytes) Batch(IReadOnlyList<object?[]> rows, int from)
    {
        List<object?[]> batch = [];
        long bytes = 0;
        for (int i = from; i < rows.Count && batch.Count < BatchRowsMax && bytes < BatchBytesMax; i++)
        {
            batch.Add(rows[i]);
            bytes += rows[i].Sum(value => value is byte[] content ? content.LongLength : 0);
        }

        return ([.. batch], bytes);
    }

    private void Note(object?[] row)
    {
        long blob = (long)row[CopiedTables.Contents.At("blob")]!;
        if (!_contents.TryGetValue(blob, out List<(long, long)>? versions))
            _contents[blob] = versions = [];
        versions.Add((_documents[(long)row[CopiedTables.Contents.At("document")]!], (long)row[CopiedTables.Contents.At("generation")]!));
    }

    private void Learn(TableShape table, object?[][] rows, long?[] keys)
    {
        _written[table.Name] = _written.GetValueOrDefault(table.Name) + rows.Length;
        for (int i = 0; i < rows.Length; i++)
        {
            if (table == CopiedTables.Collections)
                _collection = keys[i];
            else if (table == CopiedTables.Documents)
                _documents[(long)rows[i][table.At("key")]!] = (long)keys[i]!;
            else if (table == CopiedTables.Blobs)
                _written["contents"] = _written.GetValueOrDefault("contents") + ContentsOf(rows[i]).Count;
        }
    }

    private List<(long Document, long Generation)> ContentsOf(object?[] blob) =>
        _contents.GetValueOrDefault((long)blob[CopiedTables.Blobs.At("key")]!) ?? [];

    private long? Insert(SqlSession session, TableShape table, object?[] row)
    {
        if (table == CopiedTables.Collections)
            return InsertCollection(session, row);
        if (table == CopiedTables.Documents)
            return Insert(session, SealedTables.Documents, Moved(SealedTables.Documents, row), "key");
        if (table == CopiedTables.Names)
            return Insert(session, SealedTables.Names, Moved(SealedTables.Names, row), "document");
        if (table == CopiedTables.Blobs)
            InsertContents(session, (byte[])row[table.At("hash")]!, (byte[])row[table.At("bytes")]!, ContentsOf(row));
        else if (table == CopiedTables.Texts)
            InsertText(session, Stored(session, SealedTables.Texts, row));
        else if (table == CopiedTables.Logs)
            InsertRecord(session, Stored(session, SealedTables.Logs, row));
        else
            throw new ArgumentException($"The table {table.Name} is no part of a collection.", nameof(table));
        return null;
    }

    // What is cached of a collection is known by the moment at which that was made: this one is made now.
    private long InsertCollection(SqlSession session, object?[] row)
    {
        SealedTable table = SealedTables.Collections;
        object?[] values = row[..table.Columns.Length];
        values[Array.IndexOf(table.Columns, "tenant")] = _staged.Tenant;
        values[Array.IndexOf(table.Columns, "name")] = _staged.Name;
        values[Array.IndexOf(table.Columns, "created_at")] = _time.GetUtcNow().UtcTicks;
        return Insert(session, table, values, "key");
    }

    // A document's keys are of this store; in logs documents have their names.
    private object?[] Moved(SealedTable table, object?[] row)
    {
        object?[] values = row[..table.Columns.Length];
        if (Array.IndexOf(table.Columns, "collection") is >= 0 and int collection)
            values[collection] = _collection;
        if (Array.IndexOf(table.Columns, "document") is >= 0 and int document && values[document] is long key)
            values[document] = _documents[key];
        return values;
    }

    private object?[] Stored(SqlSession session, SealedTable table, object?[] row) =>
        CoveredValues.Protect(session.Cipher, table, Moved(table, row));

    private static long Insert(SqlSession session, SealedTable table, object?[] values, string returned)
    {
        string places = string.Join(", ", Enumerable.Range(1, values.Length + 1).Select(i => FormattableString.Invariant($"${i}")));
        string columns = string.Join(", ", table.Columns.Append(SealedTable.ChecksumColumn));
        return session
            .Scalar($"INSERT INTO {table.Name} ({columns}) VALUES ({places}) RETURNING {returned}", [.. values, table.Sum(values)])!
            .Value;
    }

    private static void InsertContents(SqlSession session, byte[] hash, byte[] bytes, List<(long Document, long Generation)> versions)
    {
        long? blob = session.Scalar(
            "INSERT INTO blobs (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET hash = excluded.hash RETURNING key",
            hash,
            session.Cipher.Protect(ContentPlace.Blob, bytes)
        );
        foreach ((long document, long generation) in versions)
        {
            session.Execute(
                "INSERT INTO contents (document, generation, blob, checksum) VALUES ($1, $2, $3, $4)",
                document,
                generation,
                blob,
                SealedTables.Contents.Sum([document, generation, blob])
            );
        }
    }

    private static void InsertText(SqlSession session, object?[] values) =>
        session.AddText(new TextRow((long)values[0]!, (long)values[1]!, (byte[])values[2]!, SealedTables.Texts.Sum(values)));

    private static void InsertRecord(SqlSession session, object?[] values) =>
        session.AppendLog(
            new LogRow(
                (long)values[0]!,
                (int)(long)values[1]!,
                (long)values[2]!,
                (string)values[3]!,
                (long)values[4]!,
                (byte[]?)values[5],
                SealedTables.Logs.Sum(values)
            )
        );
}
