using Orleans.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Is placed as its attributes say.</summary>
[PreferLocalPlacement]
public sealed class LocalGrain(ILocalSiloDetails silo) : Grain, ILocalGrain
{
    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);
}
