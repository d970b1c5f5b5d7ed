using Orleans.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Is placed as its attributes say.</summary>
[HashBasedPlacement]
public sealed class HashedGrain(ILocalSiloDetails silo) : Grain, IHashedGrain
{
    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);
}
