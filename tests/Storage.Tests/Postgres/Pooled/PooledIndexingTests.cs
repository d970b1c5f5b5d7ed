using RagCluster.Storage.Tests.Conformance;

namespace RagCluster.Storage.Tests.Postgres.Pooled;

public sealed class PooledIndexingTests : IndexingConformance
{
    private readonly PostgresFixture _fixture = new(isPooled: true);

    protected override Task<OpenStore> OpenAsync() => _fixture.OpenAsync(Time);
}
