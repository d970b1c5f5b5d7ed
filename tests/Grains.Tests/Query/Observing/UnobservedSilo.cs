using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.TestingHost;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Tests.Query.Observing;

/// <summary>A silo on which nothing observes.</summary>
public sealed class UnobservedSilo : ProductCluster
{
    public UnobservedSilo()
        : base(1) { }

    private protected override void Add(TestClusterBuilder builder) => builder.AddSiloBuilderConfigurator<WithoutObservers>();

    private sealed class WithoutObservers : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.Services.RemoveAll<IQueryObserver>();
    }
}
