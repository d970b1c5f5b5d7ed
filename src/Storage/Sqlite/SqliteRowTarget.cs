using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Files;
using RagCluster.Storage.Relational.Copying;
using RagCluster.Storage.Sqlite.Migrations;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite;

/// <summary>
/// A new database file that a copy is put into. It is written without a log and without flushes, which a process that dies makes nothing
/// of: the folder is nobody's until all of it was flushed and checked, and is then opened as any other, which makes its write-ahead log
/// and the sums of its pages.
/// </summary>
public sealed class SqliteRowTarget : IRowTarget
{
    private readonly string _folder;
    private readonly ContentCipher _cipher;
    private readonly TimeProvider _time;
    private readonly List<object?[]> _counts = [];
    private readonly Dictionary<string, string> _inserts = new(StringComparer.Ordinal);
    private SqliteSession? _session;

    private SqliteRowTarget(string folder, SqliteSession session, ContentCipher cipher, TimeProvider time)
    {
        _folder = folder;
        _session = session;
        _cipher = cipher;
        _time = time;
    }

    /// <summary>Begins a database in an empty folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="schemaVersion">The schema of the copy; what is newer is applied when the copy is complete.</param>
    /// <param name="cipher">The form in which its values are stored.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RagException">Unavailable: the disk failed, or a newer build wrote the copy.</exception>
    public static SqliteRowTarget Create(string folder, int schemaVersion, ContentCipher cipher, TimeProvider time)
    {
        CopiedTables.RequireKnown(schemaVersion, SchemaMigrator.Scripts.Count);
        SqliteSession? session = null;
        try
        {
            session = SqliteSession.OpenWriter(Path.Combine(folder, SqliteDatabase.FileName));
            session.ExecuteScript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;");
            SchemaMigrator.Migrate(session, time, [.. SchemaMigrator.Scripts.Take(schemaVersion)]);
            return new SqliteRowTarget(folder, session, cipher, time);
        }
        catch (SqliteException error)
        {
            session?.Dispose();
            throw SqliteFailure.Translate(error);
        }
    }

    /// <inheritdoc/>
    public void Write(TableShape table, IReadOnlyList<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        Try(session =>
        {
            session.ExecuteScript("BEGIN");
            if (!_inserts.TryGetValue(table.Name, out string? insert))
                _inserts[table.Name] = insert = Insert(table);
            foreach (object?[] row in rows)
                session.Execute(insert, CopiedValues.Protect(_cipher, table, row));
            session.ExecuteScript("COMMIT");
        });
        if (table == CopiedTables.Collections)
            _counts.AddRange(rows.Select(CopiedTables.CountsOf));
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        string database = Path.Combine(_folder, SqliteDatabase.FileName);
        await Task.Run(() => Try(Close), cancellationToken);
        using (DurableFile file = DurableFile.Open(database))
            file.Flush();
        SqliteStoreOptions options = new() { DataFolder = _folder, DiskReserveBytes = 0 };
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(options, _cipher, _time, cancellationToken);
        StoreReport report = await store.CheckAsync(repair: false, cancellationToken);
        if (report.Findings is [{ } first, ..])
            throw StorageFailure.Lost(first.What, "The restored store is not whole.", null);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _session?.Dispose();
        _session = null;
        return ValueTask.CompletedTask;
    }

    private static string Insert(TableShape table)
    {
        string values = string.Join(", ", table.Columns.Select((_, i) => FormattableString.Invariant($"${i + 1}")));
        return $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES ({values})";
    }

    private void Close(SqliteSession session)
    {
        session.ExecuteScript("BEGIN");
        foreach (object?[] counts in _counts)
            session.Execute(CopiedTables.SetCounts, counts);
        session.ExecuteScript("COMMIT");
        string? orphan = session.First("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", row => row.GetString(0));
        if (orphan is not null)
            throw StorageFailure.Lost($"the table {orphan}", "A row of it refers to one that the backup does not hold.", null);
        session.Dispose();
        _session = null;
    }

    private void Try(Action<SqliteSession> act)
    {
        try
        {
            act(_session ?? throw new ObjectDisposedException(nameof(SqliteRowTarget)));
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.Translate(error);
        }
    }
}
