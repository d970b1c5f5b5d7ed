using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational;

namespace RagCluster.Storage.Sqlite;

/// <summary>
/// The store of record in one SQLite file (write-ahead log, <c>synchronous=FULL</c>). Writes are committed in groups by one
/// thread, reads see what is committed. What happens when the disk fails is told at <c>GroupCommitWriter</c>.
/// </summary>
public sealed class SqliteDocumentStore : RelationalDocumentStore
{
    private readonly SqliteDatabase _database;

    private SqliteDocumentStore(SqliteDatabase database, TimeProvider time)
        : base(database, new SqliteKeyValueStore(database), new SqliteEpochStore(database, time), time) => _database = database;

    /// <summary>Raised once, when the disk failed and nothing can be written until a restart. The argument says what failed.</summary>
    public event Action<string>? Sealed
    {
        add => _database.Writer.Sealed += value;
        remove => _database.Writer.Sealed -= value;
    }

    /// <summary>Opens the store, and creates it when there is none.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    /// <exception cref="RagException">Unavailable: the folder is in use, damaged or of a newer build, or its disk failed.</exception>
    public static async Task<SqliteDocumentStore> OpenAsync(
        SqliteStoreOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => new(await Task.Run(() => SqliteDatabase.Open(options, time), cancellationToken), time);

    // The writer takes it after the group before it was confirmed, its checkpoint included, or refuses it.
    /// <inheritdoc/>
    public override Task ConfirmAsync(CancellationToken cancellationToken) => _database.Writer.WriteAsync(_ => true, 0, cancellationToken);
}
