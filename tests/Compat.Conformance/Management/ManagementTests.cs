using Microsoft.Extensions.DependencyInjection;
using RagCluster.Compat.Conformance.Cluster;
using RagCluster.Compat.Conformance.Identity;

namespace RagCluster.Compat.Conformance.Management;

/// <summary>The cluster tells of itself.</summary>
[Collection(ClusterTests.Name)]
public sealed class ManagementTests(ClusterFixture fixture)
{
    private IManagementGrain Management => fixture.Client.GetGrain<IManagementGrain>(0);

    [Fact]
    public async Task Hosts_AreTheActiveSilo()
    {
        SiloAddress address = fixture.SiloServices.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        Dictionary<SiloAddress, SiloStatus> hosts = await Management.GetHosts(true);
        Assert.Equal(SiloStatus.Active, hosts[address]);
        MembershipEntry detailed = Assert.Single(await Management.GetDetailedHosts(true));
        Assert.Equal((address, "Primary"), (detailed.SiloAddress, detailed.SiloName));
    }

    [Fact]
    public async Task Statistics_CountActivationsByClass()
    {
        foreach (int i in Enumerable.Range(0, 5))
            await fixture.Client.GetGrain<IIntegerKeyGrain>(1000 + i).GetKey();
        SimpleGrainStatistic[] simple = await Management.GetSimpleGrainStatistics();
        int mine = simple.Where(s => s.GrainType.Contains(nameof(IntegerKeyGrain), StringComparison.Ordinal)).Sum(s => s.ActivationCount);
        Assert.True(mine >= 5, $"{mine} activations");
        Assert.True(await Management.GetTotalActivationCount() >= mine);
        GrainId id = fixture.Client.GetGrain<IIntegerKeyGrain>(1000).GetGrainId();
        Assert.Contains(await Management.GetDetailedGrainStatistics(), d => d.GrainId == id);
    }

    [Fact]
    public async Task Questions_TakeACancellationToken()
    {
        using CancellationTokenSource source = new();
        SiloAddress address = Assert.Single(await Management.GetHosts(true, source.Token)).Key;
        Assert.NotEmpty(await Management.GetSimpleGrainStatistics(source.Token));
        Assert.NotEmpty(await Management.GetSimpleGrainStatistics([address], source.Token));
        Assert.NotEmpty(await Management.GetDetailedGrainStatistics(null, null, source.Token));
    }

    [Fact]
    public async Task RuntimeStatistics_DescribeTheProcess()
    {
        Dictionary<SiloAddress, SiloStatus> hosts = await Management.GetHosts(true);
        SiloRuntimeStatistics statistics = Assert.Single(await Management.GetRuntimeStatistics([.. hosts.Keys]));
        Assert.True(statistics.ActivationCount > 0);
        Assert.True(statistics.EnvironmentStatistics.MaximumAvailableMemoryBytes > 0);
    }

    [Fact]
    public async Task ActivationAddress_IsTheSiloOfAnActiveGrain()
    {
        IStringKeyGrain grain = fixture.Client.GetGrain<IStringKeyGrain>(Gate.NewName());
        Assert.Null(await Management.GetActivationAddress(grain));
        await grain.GetKey();
        Assert.NotNull(await Management.GetActivationAddress(grain));
        Assert.Equal(1, await Management.GetGrainActivationCount((GrainReference)grain));
        Assert.Contains(grain.GetGrainId(), await Management.GetActiveGrains(grain.GetGrainId().Type));
    }
}
