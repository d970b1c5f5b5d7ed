using Orleans.Concurrency;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Turns;

/// <summary>Calls that nobody waits for.</summary>
[Collection(ClusterTests.Name)]
public sealed class OneWayTests(ClusterFixture fixture)
{
    public interface INotifiedGrain : IGrainWithStringKey
    {
        [OneWay]
        Task Hold(string gate);

        [OneWay]
        Task Fail(string gate);

        Task<int> Ping();
    }

    public sealed class NotifiedGrain : Grain, INotifiedGrain
    {
        public Task Hold(string gate) => Gate.Named(gate).PassAsync();

        public Task Fail(string gate)
        {
            Gate.Named(gate).Mark();
            throw new InvalidOperationException("nobody hears");
        }

        public Task<int> Ping() => Task.FromResult(1);
    }

    [Fact]
    public async Task OneWayCall_EndsBeforeTheMethod()
    {
        INotifiedGrain grain = fixture.Client.GetGrain<INotifiedGrain>(Gate.NewName());
        string gate = Gate.NewName();
        await grain.Hold(gate);
        await Gate.Named(gate).Entered;
        Gate.Named(gate).Open();
        Assert.Equal(1, await grain.Ping());
    }

    [Fact]
    public async Task OneWayCall_HidesTheError()
    {
        INotifiedGrain grain = fixture.Client.GetGrain<INotifiedGrain>(Gate.NewName());
        string gate = Gate.NewName();
        await grain.Fail(gate);
        await Gate.Named(gate).Entered;
        Assert.Equal(1, await grain.Ping());
    }
}
