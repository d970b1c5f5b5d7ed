using RagCluster.Storage.Postgres;
using RagCluster.Storage.Postgres.Connections;
using RagCluster.Storage.Relational;
using RagCluster.TestKit.Servers;

namespace RagCluster.Grains.Tests.State;

public sealed class PostgresGrainStorageTests : StoreGrainStorageConformance
{
    protected override async Task<RelationalDocumentStore> OpenAsync()
    {
        PostgresServer server = await PostgresServer.SharedAsync();
        PostgresStoreOptions options = new() { ConnectionString = await server.CreateDatabaseAsync() };
        return await PostgresDocumentStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);
    }
}
