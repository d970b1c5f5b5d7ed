using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Postgres.Migrations;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Storage.Postgres;

/// <summary>A database without rows that a copy is put into, in one transaction: nobody sees any of it before all of it is there.</summary>
public sealed class PostgresRowTarget : IRowTarget
{
    private static readonly TimeSpan StatementMax = TimeSpan.FromMinutes(10);
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly ReaderSession _session;
    private readonly PostgresStoreOptions _options;
    private readonly ContentCipher _cipher;
    private readonly TimeProvider _time;
    private readonly List<object?[]> _counts = [];

    private PostgresRowTarget(
        NpgsqlDataSource source,
        NpgsqlConnection connection,
        PostgresStoreOptions options,
        ContentCipher cipher,
        TimeProvider time
    )
    {
        _source = source;
        _connection = connection;
        _session = new ReaderSession(connection, StatementMax);
        _options = options;
        _cipher = cipher;
        _time = time;
    }

    /// <summary>Connects to a database that holds no rows.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="schemaVersion">The schema of the copy; what is newer is applied when the copy is complete.</param>
    /// <param name="cipher">The form in which its values are stored.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">
    /// Conflict: it holds rows. Unavailable: it does not answer, or a newer build wrote the copy.
    /// </exception>
    public static async Task<PostgresRowTarget> OpenAsync(
        PostgresStoreOptions options,
        int schemaVersion,
        ContentCipher cipher,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        CopiedTables.RequireKnown(schemaVersion, PostgresMigrator.Scripts.Count);
        NpgsqlDataSource source = NpgsqlDataSource.Create(options.BuildConnectionString());
        try
        {
            PostgresRowTarget target = new(source, await source.OpenConnectionAsync(cancellationToken), options, cipher, time);
            await Task.Run(() => target.Begin(schemaVersion), cancellationToken);
            return target;
        }
        catch (Exception error)
        {
            await source.DisposeAsync();
            throw error is NpgsqlException ? PostgresFailure.Translate(error) : error;
        }
    }

    /// <inheritdoc/>
    public void Write(TableShape table, IReadOnlyList<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        try
        {
            using NpgsqlBinaryImporter importer = _connection.BeginBinaryImport(
                $"COPY {table.Name} ({string.Join(", ", table.Columns)}) FROM STDIN (FORMAT BINARY)"
            );
            importer.Timeout = StatementMax;
            foreach (object?[] row in rows)
            {
                importer.StartRow();
                foreach (object? value in CopiedValues.Protect(_cipher, table, row))
                    Write(importer, value);
            }

            importer.Complete();
        }
        catch (NpgsqlException error)
        {
            throw PostgresFailure.Translate(error);
        }

        if (table == CopiedTables.Collections)
            _counts.AddRange(rows.Select(CopiedTables.CountsOf));
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(Commit, cancellationToken);
        }
        catch (NpgsqlException error)
        {
            throw PostgresFailure.Translate(error);
        }

        await using PostgresDocumentStore store = await PostgresDocumentStore.OpenAsync(_options, _cipher, _time, cancellationToken);
        StoreReport report = await store.CheckAsync(repair: false, cancellationToken);
        if (report.Findings is [{ } first, ..])
            throw StorageFailure.Lost(first.What, "The restored store is not whole.", null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _source.DisposeAsync();
    }

    private static void Write(NpgsqlBinaryImporter importer, object? value)
    {
        switch (value)
        {
            case null:
                importer.WriteNull();
                break;
            case long number:
                importer.Write(number, NpgsqlDbType.Bigint);
                break;
            case string text:
                importer.Write(PostgresText.Clean(text), NpgsqlDbType.Text);
                break;
            case byte[] bytes:
                importer.Write(bytes, NpgsqlDbType.Bytea);
                break;
            default:
                throw new InvalidDataException($"A copied row holds a value of type {value.GetType().Name}.");
        }
    }

    private void Begin(int schemaVersion)
    {
        PostgresMigrator.Migrate(_session, _options, _time, [.. PostgresMigrator.Scripts.Take(Math.Max(schemaVersion, CurrentVersion()))]);
        _session.ExecuteScript($"{_options.BeginScript}; SET LOCAL idle_in_transaction_session_timeout = 0");
        _session.ExpectLong();
        // A silo that runs on this database waits, and would find the restored rows afterwards.
        _session.ExecuteScript($"LOCK TABLE {string.Join(", ", CopiedTables.All.Select(table => table.Name))} IN ACCESS EXCLUSIVE MODE");
        foreach (TableShape table in CopiedTables.All)
        {
            if (_session.Scalar($"SELECT 1::bigint FROM {table.Name} LIMIT 1") is not null)
            {
                throw new RagException(
                    ErrorKind.Conflict,
                    "not-empty",
                    $"The database of RAG__Storage__Postgres__ConnectionString holds rows in {table.Name}: restore into an empty one."
                );
            }
        }

        if (CurrentVersion() != schemaVersion)
        {
            throw new RagException(
                ErrorKind.Conflict,
                "not-empty",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The database has schema version {CurrentVersion()}, the backup {schemaVersion}: "
                        + $"restore into a database without tables."
                )
            );
        }

        // Counting as rows come would change each collection's row once per document; the counts come with the copy.
        _session.ExecuteScript("ALTER TABLE documents DISABLE TRIGGER USER");
    }

    private int CurrentVersion() =>
        _session.Scalar("SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_version')") is 1
            ? (int)(_session.Scalar("SELECT max(version) FROM schema_version") ?? 0)
            : 0;

    private void Commit()
    {
        foreach (object?[] counts in _counts)
            _session.Execute(CopiedTables.SetCounts, counts);
        _session.ExecuteScript("ALTER TABLE documents ENABLE TRIGGER USER");
        foreach (TableShape table in CopiedTables.All.Where(table => table.HasKey))
        {
            _session.ExecuteScript(
                $"SELECT setval(pg_get_serial_sequence('{table.Name}', 'key'), coalesce(max(key), 0) + 1, false) FROM {table.Name}"
            );
        }

        _session.ExecuteScript("COMMIT");
    }
}
