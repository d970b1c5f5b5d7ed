using Orleans.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Is placed as its attributes say.</summary>
[ActivationCountBasedPlacement]
public sealed class CountedGrain(ILocalSiloDetails silo) : Grain, ICountedGrain
{
    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);
}
