using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Silos come and go; their grains stay.</summary>
public sealed class LossTests
{
    // With its default options Orleans takes up to about 20 s to declare a silo dead, more on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task KilledSilo_GrainsAreSoonElsewhere()
    {
        await using var silos = await ManySilos.StartAsync(3);
        var victim = silos.Cluster.SecondarySilos[0];
        var grains = await PlaceAsync(silos, 60);
        await silos.Cluster.KillSiloAsync(victim);
        var started = TimeProvider.System.GetTimestamp();
        foreach (var grain in grains)
            Assert.NotEqual(victim.SiloAddress, await AskUntilAnsweredAsync(grain));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience);
    }

    [Fact]
    public async Task StoppedSilo_GrainsGoOnElsewhere()
    {
        await using var silos = await ManySilos.StartAsync(3);
        var victim = silos.Cluster.SecondarySilos[1];
        var grains = await PlaceAsync(silos, 60);
        await silos.Cluster.StopSiloAsync(victim);
        foreach (var grain in grains)
            Assert.NotEqual(victim.SiloAddress, await AskUntilAnsweredAsync(grain));
    }

    [Fact]
    public async Task AddedSilo_TakesNewGrainsAndLeavesTheOthers()
    {
        await using var silos = await ManySilos.StartAsync(2);
        var grains = await PlaceAsync(silos, 30);
        var before = await WhereAsync(grains);
        var added = await silos.Cluster.StartAdditionalSiloAsync();
        await silos.Cluster.WaitForLivenessToStabilizeAsync();
        Assert.Equal(before, await WhereAsync(grains));
        Assert.Contains(added.SiloAddress, await WhereAsync(await PlaceAsync(silos, 60)));
        var restarted = await silos.Cluster.RestartSiloAsync(added);
        Assert.NotEqual(added.SiloAddress, restarted!.SiloAddress);
    }

    private static async Task<IPlacedGrain[]> PlaceAsync(ManySilos silos, int count)
    {
        var prefix = Gate.NewName();
        var grains = Enumerable.Range(0, count).Select(i => silos.Client.GetGrain<IPlacedGrain>($"{prefix}/{i}")).ToArray();
        await WhereAsync(grains);
        return grains;
    }

    private static Task<SiloAddress[]> WhereAsync(IPlacedGrain[] grains) => Task.WhenAll(grains.Select(g => g.Where()));

    // A call in flight to a silo that dies fails: officially, too, the caller decides whether to repeat it.
    private static async Task<SiloAddress> AskUntilAnsweredAsync(IPlacedGrain grain)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await grain.Where();
            }
            catch (Exception exception)
                when (exception is OrleansException or TimeoutException && TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }
    }
}
