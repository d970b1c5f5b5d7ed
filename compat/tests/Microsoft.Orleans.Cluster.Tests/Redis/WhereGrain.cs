using Orleans.Placement;

namespace Orleans.Cluster.Tests.Redis;

/// <summary>Tells where it is.</summary>
[RandomPlacement]
public sealed class WhereGrain(ILocalSiloDetails silo) : Grain, IWhereGrain
{
    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);
}
