using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using RagCluster.Storage.Relational.Sessions;
using SQLitePCL;

namespace RagCluster.Storage.Sqlite.Sessions;

/// <summary>
/// A connection with its prepared statements. Parameters are positional: <c>$1</c>, <c>$2</c> and so on. Used by one thread at a time.
/// </summary>
internal sealed partial class SqliteSession : SqlSession
{
    private const int NoCheckpointOnClose = 1006;
    private const int CacheWriteStatus = 9;
    private static readonly string[] ParameterNames = [.. Enumerable.Range(1, 32).Select(i => FormattableString.Invariant($"${i}"))];
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    /// <summary>Whether a transaction is open; SQLite ends it by itself after some errors.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>Opens the connection that writes, and creates the database when there is none.</summary>
    /// <param name="path">The database file.</param>
    public static SqliteSession OpenWriter(string path)
    {
        SqliteSession session = Open(path, SqliteOpenMode.ReadWriteCreate);
        session.ExecuteScript(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA cache_size = -2000;
            """
        );
        return session;
    }

    /// <summary>Opens a connection that can only read.</summary>
    /// <param name="path">The database file.</param>
    public static SqliteSession OpenReader(string path)
    {
        SqliteSession session = Open(path, SqliteOpenMode.ReadOnly);
        session.ExecuteScript("PRAGMA query_only = ON; PRAGMA cache_size = -2000;");
        return session;
    }

    /// <summary>Opens a connection that copies a database into another file. It writes nothing to the database itself.</summary>
    /// <param name="path">The database file.</param>
    public static SqliteSession OpenCopier(string path) => Open(path, SqliteOpenMode.ReadOnly);

    /// <inheritdoc/>
    public override string Engine => "sqlite";

    /// <inheritdoc/>
    public override void ExecuteScript(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        Named(sql, command.ExecuteNonQuery);
    }

    /// <inheritdoc/>
    public override void Execute(string sql, params ReadOnlySpan<object?> values) => Named(sql, Bind(sql, values).ExecuteNonQuery);

    /// <inheritdoc/>
    public override long? Scalar(string sql, params ReadOnlySpan<object?> values) => Named(sql, Bind(sql, values).ExecuteScalar) as long?;

    /// <inheritdoc/>
    public override T? First<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> values)
        where T : class
    {
        SqliteCommand command = Bind(sql, values);
        return Named(
            sql,
            () =>
            {
                using SqliteDataReader reader = command.ExecuteReader();
                return reader.Read() ? map(reader) : null;
            }
        );
    }

    /// <inheritdoc/>
    public override List<T> All<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        SqliteCommand command = Bind(sql, values);
        return Named(
            sql,
            () =>
            {
                List<T> rows = [];
                using SqliteDataReader reader = command.ExecuteReader();
                while (reader.Read())
                {
                    rows.Add(map(reader));
                }

                return rows;
            }
        );
    }

    /// <inheritdoc/>
    public override void Reindex(string table) => ExecuteScript($"REINDEX {table}");

    /// <summary>Pages written since the last call: with a write-ahead log, what waits to be checkpointed.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(_connection.Handle, CacheWriteStatus, out int pages, out _, 1);
        return pages;
    }

    /// <summary>Bytes of pages that deletions emptied, which are used again before the file grows.</summary>
    public long EmptyBytes() => Scalar("SELECT freelist_count * page_size FROM pragma_freelist_count(), pragma_page_size()") ?? 0;

    /// <summary>Ends the statement that runs, from another thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_connection.Handle);

    /// <summary>Copies the write-ahead log into the database.</summary>
    /// <param name="mode">One of SQLite's: passive copies what no reader needs, full waits for readers, truncate then cuts the log to
    /// nothing.</param>
    /// <param name="frames">Frames of the log that are committed.</param>
    /// <returns>Whether everything was copied.</returns>
    /// <exception cref="SqliteException">The disk failed.</exception>
    public bool Checkpoint(int mode, out int frames)
    {
        int code = raw.sqlite3_wal_checkpoint_v2(_connection.Handle, "main", mode, out frames, out int copied);
        if (code == raw.SQLITE_BUSY)
        {
            return false;
        }

        if (code != raw.SQLITE_OK)
        {
            // The extended code tells a failed flush from a failed write.
            int extended = raw.sqlite3_extended_errcode(_connection.Handle);
            throw new SqliteException("The checkpoint failed.", code, extended);
        }

        return frames == copied;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private static SqliteSession Open(string path, SqliteOpenMode mode)
    {
        SqliteConnectionStringBuilder builder = new()
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        };
        SqliteConnection connection = new(builder.ToString());
        SqliteSession session = new(connection);
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, 5_000);

            // The checkpoint at close would flush unseen: DocumentStore runs its own and looks at the outcome.
            raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // SQLite says that the database is malformed, and not where.
    private static T Named<T>(string sql, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode == raw.SQLITE_CORRUPT)
        {
            damaged.Data[SqliteFailure.TableKey] = TableName().Match(sql).Groups[1].Value;
            throw;
        }
    }

    [GeneratedRegex(@"\b(?:FROM|INTO|UPDATE|REINDEX)\s+(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex TableName();

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = ParameterNames[i] });
            }

            _commands.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
