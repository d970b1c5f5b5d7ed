using Orleans.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Is placed as its attributes say.</summary>
[RandomPlacement, OddSilosFilter]
public sealed class OddGrain(ILocalSiloDetails silo) : Grain, IOddGrain
{
    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);
}
