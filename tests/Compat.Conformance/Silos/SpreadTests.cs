using Orleans.TestingHost;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Three silos answer as one.</summary>
public sealed class SpreadTests : IAsyncLifetime
{
    private ManySilos _silos = null!;

    public async Task InitializeAsync() => _silos = await ManySilos.StartAsync(3);

    public async Task DisposeAsync() => await _silos.DisposeAsync();

    [Fact]
    public async Task Grains_SpreadOverSilosAndAreFoundFromEverywhere()
    {
        string prefix = Gate.NewName();
        HashSet<SiloAddress> places = new();
        foreach (int i in Enumerable.Range(0, 60))
        {
            SiloAddress place = await _silos.Client.GetGrain<IPlacedGrain>($"{prefix}/{i}").Where();
            places.Add(place);
            foreach (SiloHandle silo in _silos.Cluster.Silos)
                Assert.Equal(place, await _silos.FactoryOf(silo).GetGrain<IPlacedGrain>($"{prefix}/{i}").Where());
            IPlacedGrain other = _silos.Client.GetGrain<IPlacedGrain>($"{prefix}/{(i + 1) % 60}");
            Assert.Equal(place, await other.WhereIs($"{prefix}/{i}"));
        }

        Assert.Equal(3, places.Count);
    }

    [Fact]
    public async Task FirstCallsFromAllSilosAtOnce_MeetOneActivation()
    {
        string prefix = Gate.NewName();
        List<Task<int>> calls = Enumerable
            .Range(0, 300)
            .SelectMany(i => _silos.Cluster.Silos.Select(s => _silos.FactoryOf(s).GetGrain<IPlacedGrain>($"{prefix}/{i}").CountAlive()))
            .ToList();
        Assert.All(await Task.WhenAll(calls), alive => Assert.Equal(1, alive));
    }

    [Fact]
    public async Task GrainThatLeft_IsFoundWhereverItIsPlacedNext()
    {
        string key = Gate.NewName();
        foreach (int round in Enumerable.Range(0, 20))
        {
            IGrainFactory caller = _silos.FactoryOf(_silos.Cluster.Silos[round % 3]);
            SiloAddress place = await caller.GetGrain<IPlacedGrain>(key).Where();
            foreach (SiloHandle silo in _silos.Cluster.Silos)
                Assert.Equal(place, await _silos.FactoryOf(silo).GetGrain<IPlacedGrain>(key).Where());
            Assert.Equal(1, await caller.GetGrain<IPlacedGrain>(key).CountAlive());
            await caller.GetGrain<IPlacedGrain>(key).Leave();
        }
    }
}
