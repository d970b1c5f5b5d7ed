using Orleans.Configuration;
using Orleans.TestingHost;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Activations;

/// <summary>A process that takes too much memory ends idle activations before their time.</summary>
public sealed class SheddingTests : IAsyncLifetime
{
    private readonly ClusterFixture _fixture = new();

    public sealed class ShortOfMemory : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.Configure<GrainCollectionOptions>(options =>
            {
                options.EnableActivationSheddingOnMemoryPressure = true;
                options.MemoryUsagePollingPeriod = TimeSpan.FromMilliseconds(100);
                // Any process takes more than that: the figures of its environment are the silo's own.
                options.MemoryUsageLimitPercentage = 0.001;
                options.MemoryUsageTargetPercentage = 0.0001;
            });
        }
    }

    public interface ISheddableGrain : IGrainWithStringKey
    {
        Task Call();
    }

    public sealed class SheddableGrain : Grain, ISheddableGrain
    {
        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            Gate.Named($"{this.GetPrimaryKeyString()}/{reason.ReasonCode}").Mark();
            return Task.CompletedTask;
        }

        public Task Call() => Task.CompletedTask;
    }

    [Fact]
    public async Task IdleActivation_EndsForWantOfMemory()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(_ => Gate.NewName())];
        foreach (string name in names)
            await _fixture.Client.GetGrain<ISheddableGrain>(name).Call();
        // Nobody knows how much is free before the oldest generation was collected.
        GC.Collect();
        await Task.WhenAny(names.Select(name => Gate.Named($"{name}/{DeactivationReasonCode.HighMemoryPressure}").Entered));
    }

    public Task InitializeAsync() => _fixture.StartAsync<ShortOfMemory>();

    public Task DisposeAsync() => _fixture.DisposeAsync();
}
