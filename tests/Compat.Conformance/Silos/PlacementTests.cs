using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>New activations go where their class says.</summary>
public sealed class PlacementTests : IAsyncLifetime
{
    private ManySilos _silos = null!;

    public async Task InitializeAsync() => _silos = await ManySilos.StartAsync<PlacementSettings>(3);

    public async Task DisposeAsync() => await _silos.DisposeAsync();

    [Fact]
    public async Task PreferLocal_IsTheCallersSilo()
    {
        foreach ((Orleans.TestingHost.SiloHandle? silo, int i) in _silos.Cluster.Silos.Select((s, i) => (s, i)))
            Assert.Equal(silo.SiloAddress, await _silos.FactoryOf(silo).GetGrain<ILocalGrain>(i).Where());
    }

    [Fact]
    public async Task HashBased_UsesAllSilos()
    {
        SiloAddress[] places = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => _silos.Client.GetGrain<IHashedGrain>(i).Where()));
        Assert.Equal(3, places.Distinct().Count());
    }

    [Fact]
    public async Task OwnDirector_Decides()
    {
        SiloAddress last = _silos.Cluster.Silos.Select(s => s.SiloAddress).Order().Last();
        SiloAddress[] places = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _silos.Client.GetGrain<ILastGrain>(i).Where()));
        Assert.All(places, place => Assert.Equal(last, place));
    }

    [Fact]
    public async Task OwnFilter_LeavesSilosOut()
    {
        ISiloMetadataCache metadata = _silos.ServicesOf(_silos.Cluster.Silos[0]).GetRequiredService<ISiloMetadataCache>();
        HashSet<SiloAddress> odd = _silos
            .Cluster.Silos.Select(s => s.SiloAddress)
            .Where(s => metadata.GetSiloMetadata(s).Metadata.GetValueOrDefault("parity") == "odd")
            .ToHashSet();
        Assert.InRange(odd.Count, 1, 2);
        SiloAddress[] places = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _silos.Client.GetGrain<IOddGrain>(i).Where()));
        Assert.All(places, place => Assert.Contains(place, odd));
    }

    [Fact]
    public async Task CountedAndResourceful_PlaceEverything()
    {
        foreach (int i in Enumerable.Range(0, 30))
        {
            Assert.Equal(await _silos.Client.GetGrain<ICountedGrain>(i).Where(), await _silos.Client.GetGrain<ICountedGrain>(i).Where());
            Assert.Equal(
                await _silos.Client.GetGrain<IResourcefulGrain>(i).Where(),
                await _silos.Client.GetGrain<IResourcefulGrain>(i).Where()
            );
        }
    }

    [Fact]
    public async Task Management_TellsOfAllSilos()
    {
        IManagementGrain management = _silos.Client.GetGrain<IManagementGrain>(0);
        Dictionary<SiloAddress, SiloStatus> hosts = await management.GetHosts(onlyActive: true);
        Assert.Equal(3, hosts.Count);
        Assert.Equal(3, (await management.GetDetailedHosts(onlyActive: true)).Length);
        int before = await management.GetTotalActivationCount();
        SiloAddress[] places = await Task.WhenAll(Enumerable.Range(1000, 50).Select(i => _silos.Client.GetGrain<IHashedGrain>(i).Where()));
        Assert.True(await management.GetTotalActivationCount() >= before + 50);
        SimpleGrainStatistic[] simple = await management.GetSimpleGrainStatistics();
        Assert.Equal(
            3,
            simple
                .Where(s => s.GrainType.Contains(nameof(HashedGrain), StringComparison.Ordinal))
                .Select(s => s.SiloAddress)
                .Distinct()
                .Count()
        );
        Assert.Equal(places[0], await management.GetActivationAddress(_silos.Client.GetGrain<IHashedGrain>(1000)));
        SiloRuntimeStatistics[] statistics = await management.GetRuntimeStatistics([.. hosts.Keys]);
        Assert.All(statistics, s => Assert.True(s.EnvironmentStatistics.MaximumAvailableMemoryBytes > 0));
    }
}
