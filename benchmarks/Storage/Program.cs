using RagCluster.Benchmarks.Storage;
using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;

// Arguments: sqlite FOLDER, or postgres CONNECTION-STRING.
await using RelationalDocumentStore store =
    args[0] == "postgres"
        ? await PostgresDocumentStore.OpenAsync(
            new PostgresStoreOptions { ConnectionString = args[1] },
            TimeProvider.System,
            CancellationToken.None
        )
        : await SqliteDocumentStore.OpenAsync(new SqliteStoreOptions { DataFolder = args[1] }, TimeProvider.System, CancellationToken.None);
await new StoreMeasurement(store, args[0]).RunAsync();
