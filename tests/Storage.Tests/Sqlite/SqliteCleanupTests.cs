using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Sqlite;

public sealed class SqliteCleanupTests : CleanupConformance
{
    private readonly SqliteFixture _fixture = new();

    protected override Task<OpenStore> OpenAsync() => _fixture.OpenAsync(Time);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _fixture.Dispose();
    }

    // The store itself leaves none: such a row is what a damaged database that was set right may have.
    [Fact]
    public async Task ContentsThatNoDocumentHas_Go_AndOthersStay()
    {
        JobDocument kept = await AcceptIndexedAsync(Text("a", "one"));
        string file = Path.Combine(_fixture.Options.DataFolder, SqliteDocumentStore.FileName);
        await using (SqliteConnection connection = new($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using SqliteCommand insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO blobs (hash, bytes) VALUES (zeroblob(32), zeroblob(9))";
            Assert.Equal(1, await insert.ExecuteNonQueryAsync());
        }

        Assert.Equal(new StoreCleanup(0, 0, 1), await Store.CleanAsync(None));
        Assert.Equal(Bytes("one"), await Store.ReadContentAsync(Papers, kept.DocumentId!, kept.Generation, None));
    }
}
