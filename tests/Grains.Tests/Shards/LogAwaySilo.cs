using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using RagCluster.Storage;

namespace RagCluster.Grains.Tests.Shards;

/// <summary>One silo whose replicas can be kept from their logs.</summary>
public sealed class LogAwaySilo : ProductCluster
{
    public LogAwaySilo()
        : base(1) { }

    /// <summary>Keeps the replicas from their logs.</summary>
    internal LogAwayStore Log => (LogAwayStore)Services.GetRequiredService<IDocumentStore>();

    private protected override void Add(TestClusterBuilder builder) => builder.AddSiloBuilderConfigurator<LogAway>();

    private sealed class LogAway : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => PutBeforeStore(siloBuilder, LogAwayStore.Of);
    }
}
