using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Postgres;

public sealed class PostgresCleanupTests : CleanupConformance
{
    private readonly PostgresFixture _fixture = new();

    protected override Task<OpenStore> OpenAsync() => _fixture.OpenAsync(Time);
}
