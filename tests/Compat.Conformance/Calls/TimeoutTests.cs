using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Calls;

/// <summary>A caller waits no longer than it said.</summary>
[Collection(ClusterTests.Name)]
public sealed class TimeoutTests(ClusterFixture fixture)
{
    public interface ISlowGrain : IGrainWithStringKey
    {
        [ResponseTimeout("00:00:01")]
        Task Hold(string gate);

        Task<int> Ping();
    }

    public sealed class SlowGrain : Grain, ISlowGrain
    {
        public Task Hold(string gate) => Gate.Named(gate).PassAsync();

        public Task<int> Ping() => Task.FromResult(1);
    }

    [Fact]
    public async Task CallBeyondItsTimeout_IsTimeoutException()
    {
        ISlowGrain grain = fixture.Client.GetGrain<ISlowGrain>(Gate.NewName());
        string gate = Gate.NewName();
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Hold(gate));
        Gate.Named(gate).Open();
        Assert.Equal(1, await grain.Ping());
    }

    [Fact]
    public async Task CallBeyondItsTimeout_InSiloIsTimeoutException()
    {
        ISlowGrain grain = fixture.Silo.GetGrain<ISlowGrain>(Gate.NewName());
        string gate = Gate.NewName();
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Hold(gate));
        Gate.Named(gate).Open();
    }
}
