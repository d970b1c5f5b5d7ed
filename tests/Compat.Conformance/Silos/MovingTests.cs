using Orleans.TestingHost;
using RagCluster.Compat.Conformance.Cluster;
using RagCluster.TestKit;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Activations move with what they remember.</summary>
public sealed class MovingTests : IAsyncLifetime
{
    private ManySilos _silos = null!;

    public async Task InitializeAsync() => _silos = await ManySilos.StartAsync(3);

    public async Task DisposeAsync() => await _silos.DisposeAsync();

    [Fact]
    public async Task MovedActivation_RemembersAndIsFoundFromEverywhere()
    {
        IMovingGrain grain = _silos.Client.GetGrain<IMovingGrain>(Gate.NewName());
        await grain.Add(40);
        SiloAddress from = await grain.Where();
        SiloAddress to = _silos.Cluster.Silos.First(s => !s.SiloAddress.Equals(from)).SiloAddress;
        await grain.Move(to);
        await UntilAsync(async () => to.Equals(await grain.Where()));
        Assert.Equal(42, await grain.Add(2));
        foreach (SiloHandle silo in _silos.Cluster.Silos)
            Assert.Equal(to, await _silos.FactoryOf(silo).GetGrain<IMovingGrain>(grain.GetPrimaryKeyString()).Where());
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TestPatience.Max, "It did not come about in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
