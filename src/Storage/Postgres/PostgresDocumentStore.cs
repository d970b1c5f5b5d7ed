using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Encryption;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Integrity;

namespace RagCluster.Storage.Postgres;

/// <summary>
/// The store of record in a PostgreSQL database that several silos share. Every write is committed with <c>synchronous_commit=on</c>;
/// how groups are formed and what an outage does is told at <c>PostgresGroupWriter</c>.
/// </summary>
public sealed class PostgresDocumentStore : RelationalDocumentStore
{
    private PostgresDocumentStore(PostgresDatabase database, MendingDatabase mending, TimeSpan jobRetention, TimeProvider time)
        : base(
            mending,
            new PostgresKeyValueStore(database.Connections, mending),
            new PostgresEpochStore(database.Connections, mending, time),
            jobRetention,
            time
        ) { }

    /// <summary>Connects to the database and brings it to the newest schema.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A setting of ours or of the server is wrong.</exception>
    /// <exception cref="RagException">Unavailable: the server does not answer, or a newer build wrote the database.</exception>
    public static Task<PostgresDocumentStore> OpenAsync(
        PostgresStoreOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => OpenAsync(options, ContentCipher.None, time, cancellationToken);

    /// <summary>Connects to the database and brings it to the newest schema.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="cipher">The form in which values are stored.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A setting of ours or of the server is wrong.</exception>
    /// <exception cref="RagException">Unavailable: the server does not answer, a newer build wrote the database, or a key is
    /// missing.</exception>
    public static async Task<PostgresDocumentStore> OpenAsync(
        PostgresStoreOptions options,
        ContentCipher cipher,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        PostgresDatabase database = await PostgresDatabase.OpenAsync(options, time, cancellationToken);
        MendingDatabase mending = new(database, new DamageLedger(time), cipher, time);
        PostgresDocumentStore store = new(database, mending, options.JobRetention, time);
        try
        {
            await store.Encryption.OpenAsync(cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    // PostgreSQL shows a transaction to others only after its log was flushed: what can be read is on disk.
    /// <inheritdoc/>
    public override Task ConfirmAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
