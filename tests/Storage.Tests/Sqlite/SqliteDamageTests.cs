using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Sqlite;

public sealed class SqliteDamageTests : DamageConformance
{
    private readonly SqliteFixture _fixture = new();

    protected override Task<OpenStore> OpenAsync() => _fixture.OpenAsync(Time);

    protected override Task ChangeAsync(string sql) => _fixture.ChangeAsync(sql);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _fixture.Dispose();
    }
}
