using RagCluster.Storage.Relational;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.State;

public sealed class SqliteGrainStorageTests : StoreGrainStorageConformance
{
    private readonly TempFolder _folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<RelationalDocumentStore> OpenAsync() =>
        await SqliteDocumentStore.OpenAsync(
            new SqliteStoreOptions { DataFolder = _folder.FullPath },
            TimeProvider.System,
            CancellationToken.None
        );
}
