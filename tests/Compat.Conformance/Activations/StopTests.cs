using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Activations;

/// <summary>A silo that stops ends its activations first.</summary>
public sealed class StopTests
{
    public interface IEndingGrain : IGrainWithStringKey
    {
        Task Ping();
    }

    public sealed class EndingGrain : Grain, IEndingGrain
    {
        public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            await Task.Yield();
            Gate.Named($"{this.GetPrimaryKeyString()}/{reason.ReasonCode}").Mark();
        }

        public Task Ping() => Task.CompletedTask;
    }

    [Fact]
    public async Task StoppingSilo_DeactivatesItsGrains()
    {
        ClusterFixture fixture = new();
        await fixture.InitializeAsync();
        string[] keys = Enumerable.Range(0, 20).Select(_ => Gate.NewName()).ToArray();
        foreach (string? key in keys)
            await fixture.Client.GetGrain<IEndingGrain>(key).Ping();
        await fixture.DisposeAsync();
        Assert.All(keys, key => Assert.Equal(1, Gate.Named($"{key}/{DeactivationReasonCode.ShuttingDown}").Entries));
    }
}
