using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Sqlite.Rebuilding;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Sqlite;

/// <summary>
/// The store of record in one SQLite file (write-ahead log, <c>synchronous=FULL</c>). Writes are committed in groups by one
/// thread, reads see what is committed. What happens when the disk fails is told at <c>GroupCommitWriter</c>.
/// </summary>
public sealed class SqliteDocumentStore : RelationalDocumentStore
{
    /// <summary>The database's file name in the data folder.</summary>
    public const string FileName = SqliteDatabase.FileName;

    /// <summary>Ends the name of a malformed database that another one was made from.</summary>
    public const string DamagedSuffix = DatabaseRebuild.DamagedSuffix;

    private readonly SqliteDatabase _database;
    private readonly MendingDatabase _mending;

    private SqliteDocumentStore(SqliteDatabase database, MendingDatabase mending, TimeSpan jobRetention, TimeProvider time)
        : base(mending, new SqliteKeyValueStore(mending), new SqliteEpochStore(mending, time), jobRetention, time)
    {
        _database = database;
        _mending = mending;
    }

    /// <summary>Raised once, when the disk failed and nothing can be written until a restart. The argument says what failed.</summary>
    public event Action<string>? Sealed
    {
        add => _database.Sealed += value;
        remove => _database.Sealed -= value;
    }

    /// <summary>Opens the store, and creates it when there is none.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    /// <exception cref="RagException">Unavailable: the folder is in use, damaged or of a newer build, or its disk failed.</exception>
    public static Task<SqliteDocumentStore> OpenAsync(SqliteStoreOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(options, ContentCipher.None, time, cancellationToken);

    /// <summary>Opens the store, and creates it when there is none.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="cipher">The form in which values are stored.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    /// <exception cref="RagException">Unavailable: the folder is in use, damaged or of a newer build, its disk failed, or a key is
    /// missing.</exception>
    public static async Task<SqliteDocumentStore> OpenAsync(
        SqliteStoreOptions options,
        ContentCipher cipher,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        DamageLedger damage = new(time);
        damage.Progressed += options.Progress;
        options = options with { WipesFreed = cipher.Ring.Active is not null };
        SqliteDatabase database = await Task.Run(() => SqliteDatabase.Open(options, time, damage), cancellationToken);
        SqliteDocumentStore store = new(database, new MendingDatabase(database, damage, cipher, time), options.JobRetention, time);
        try
        {
            await store.Encryption.OpenAsync(cancellationToken);
            // What is missing now must not look as if it had never been there.
            if (database.IsInDoubt)
            {
                await store.CheckAsync(repair: true, cancellationToken);
                damage.Settle();
            }

            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
        finally
        {
            damage.Progressed -= options.Progress;
        }
    }

    /// <inheritdoc/>
    public override async Task<StoreReport> CheckAsync(bool repair, CancellationToken cancellationToken)
    {
        List<DamageFinding> findings = [.. await SqliteIntegrity.CheckAsync(_database, _mending, repair, cancellationToken)];
        StoreReport rows = await base.CheckAsync(repair, cancellationToken);
        return rows with { Findings = [.. findings, .. rows.Findings] };
    }

    // The writer takes it after the group before it was confirmed, its checkpoint included, or refuses it.
    /// <inheritdoc/>
    public override Task ConfirmAsync(CancellationToken cancellationToken) => _database.WriteAsync("", _ => true, 0, cancellationToken);
}
