using RagCluster.Storage.Encryption;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Silo.Storage;

/// <summary>
/// Which store keeps everything. Section <c>Storage</c>: <c>RAG__Storage__Provider</c> is <c>sqlite</c> (default) or <c>postgres</c>.
/// </summary>
internal sealed record StoreSettings
{
    /// <summary>The embedded store.</summary>
    internal const string Sqlite = "sqlite";

    /// <summary>The store that several silos share.</summary>
    internal const string Postgres = "postgres";

    private StoreSettings(
        string provider,
        SqliteStoreOptions sqliteOptions,
        PostgresStoreOptions postgresOptions,
        StoreEncryptionOptions encryption,
        string? shardsFolder
    )
    {
        ShardsFolder = shardsFolder ?? Path.Combine(sqliteOptions.DataFolder, "shards");
        Encryption = encryption;
        Provider = provider;
        SqliteOptions = sqliteOptions;
        PostgresOptions = postgresOptions;
    }

    /// <summary>The store's kind.</summary>
    internal string Provider { get; }

    /// <summary>Where this node keeps files of its own.</summary>
    internal string DataFolder => SqliteOptions.DataFolder;

    /// <summary>From which share of the data folder's disk on nothing new is taken.</summary>
    internal double DiskShareMax => SqliteOptions.DiskShareMax;

    /// <summary>The server's settings.</summary>
    internal PostgresStoreOptions PostgresOptions { get; }

    /// <summary>Which keys what it keeps is encrypted with.</summary>
    internal StoreEncryptionOptions Encryption { get; }

    /// <summary>Where the shards' files are.</summary>
    internal string ShardsFolder { get; }

    private SqliteStoreOptions SqliteOptions { get; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ArgumentException">They can't work; the message names them and never repeats a connection string.</exception>
    internal static StoreSettings Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection("Storage");
        PostgresStoreOptions postgres = section.GetSection("Postgres").Get<PostgresStoreOptions>() ?? new();
        if (postgres.ConnectionString.Length == 0)
            postgres = postgres with { ConnectionString = configuration.GetConnectionString(Postgres) ?? "" };
        string provider = section["Provider"] is { Length: > 0 } named ? named.ToLowerInvariant() : Sqlite;
        if (provider is not (Sqlite or Postgres))
            throw new ArgumentException($"RAG__Storage__Provider is '{provider}': set it to sqlite or postgres.");
        if (provider == Postgres && postgres.ConnectionString.Length == 0)
        {
            throw new ArgumentException(
                "RAG__Storage__Provider is postgres, and neither RAG__Storage__Postgres__ConnectionString nor "
                    + "ConnectionStrings__postgres says where the database is."
            );
        }

        if (provider == Sqlite && postgres.ConnectionString.Length > 0 && section["Provider"] is null or "")
        {
            throw new ArgumentException(
                "RAG__Storage__Postgres__ConnectionString is set and RAG__Storage__Provider is not: set RAG__Storage__Provider "
                    + "to postgres to use it, or to sqlite to ignore it."
            );
        }

        return new StoreSettings(
            provider,
            section.Get<SqliteStoreOptions>() ?? new(),
            postgres,
            configuration.GetSection(StoreEncryptionOptions.Section).Get<StoreEncryptionOptions>() ?? new(),
            configuration["Shards:Folder"]
        );
    }

    /// <summary>The same settings with another folder of the database.</summary>
    internal StoreSettings In(string folder) =>
        new(Provider, SqliteOptions with { DataFolder = folder }, PostgresOptions, Encryption, ShardsFolder);

    /// <summary>Opens the store. Standard error says how far it has come where a damaged database is mended first.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<RelationalDocumentStore> OpenAsync(TimeProvider time, CancellationToken cancellationToken) =>
        Provider == Postgres
            ? await PostgresDocumentStore.OpenAsync(PostgresOptions, await Encryption.ReadAsync(cancellationToken), time, cancellationToken)
            : await SqliteDocumentStore.OpenAsync(
                SqliteOptions.WithShards(ShardsFolder).WithProgress(new StepLines().Write),
                await Encryption.ReadAsync(cancellationToken),
                time,
                cancellationToken
            );
}
