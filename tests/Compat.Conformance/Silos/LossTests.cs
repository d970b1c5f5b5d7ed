using Orleans.TestingHost;
using RagCluster.Compat.Conformance.Cluster;
using RagCluster.TestKit;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Silos come and go; their grains stay.</summary>
public sealed class LossTests
{
    [Fact]
    public async Task KilledSilo_GrainsAreSoonElsewhere()
    {
        await using ManySilos silos = await ManySilos.StartAsync(3);
        SiloHandle victim = silos.Cluster.SecondarySilos[0];
        IPlacedGrain[] grains = await PlaceAsync(silos, 60);
        await silos.Cluster.KillSiloAsync(victim);
        long started = TimeProvider.System.GetTimestamp();
        // With its default options Orleans takes up to about 20 s to declare a silo dead, more on a busy machine.
        foreach (IPlacedGrain grain in grains)
            Assert.NotEqual(victim.SiloAddress, await AskUntilAnsweredAsync(grain));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TestPatience.Max);
    }

    [Fact]
    public async Task StoppedSilo_GrainsGoOnElsewhere()
    {
        await using ManySilos silos = await ManySilos.StartAsync(3);
        SiloHandle victim = silos.Cluster.SecondarySilos[1];
        IPlacedGrain[] grains = await PlaceAsync(silos, 60);
        await silos.Cluster.StopSiloAsync(victim);
        foreach (IPlacedGrain grain in grains)
            Assert.NotEqual(victim.SiloAddress, await AskUntilAnsweredAsync(grain));
    }

    [Fact]
    public async Task AddedSilo_TakesNewGrainsAndLeavesTheOthers()
    {
        await using ManySilos silos = await ManySilos.StartAsync(2);
        IPlacedGrain[] grains = await PlaceAsync(silos, 30);
        SiloAddress[] before = await WhereAsync(grains);
        SiloHandle added = await silos.Cluster.StartAdditionalSiloAsync();
        await silos.Cluster.WaitForLivenessToStabilizeAsync();
        Assert.Equal(before, await WhereAsync(grains));
        Assert.Contains(added.SiloAddress, await WhereAsync(await PlaceAsync(silos, 60)));
        SiloHandle? restarted = await silos.Cluster.RestartSiloAsync(added);
        Assert.NotEqual(added.SiloAddress, restarted!.SiloAddress);
    }

    private static async Task<IPlacedGrain[]> PlaceAsync(ManySilos silos, int count)
    {
        string prefix = Gate.NewName();
        IPlacedGrain[] grains = Enumerable.Range(0, count).Select(i => silos.Client.GetGrain<IPlacedGrain>($"{prefix}/{i}")).ToArray();
        await WhereAsync(grains);
        return grains;
    }

    private static Task<SiloAddress[]> WhereAsync(IPlacedGrain[] grains) => Task.WhenAll(grains.Select(g => g.Where()));

    // A call in flight to a silo that dies fails: officially, too, the caller decides whether to repeat it.
    private static async Task<SiloAddress> AskUntilAnsweredAsync(IPlacedGrain grain)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await grain.Where();
            }
            catch (Exception exception)
                when (exception is OrleansException or TimeoutException && TimeProvider.System.GetElapsedTime(started) < TestPatience.Max)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }
    }
}
