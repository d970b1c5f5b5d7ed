using Orleans.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Is placed as its attributes say.</summary>
[ResourceOptimizedPlacement]
public sealed class ResourcefulGrain(ILocalSiloDetails silo) : Grain, IResourcefulGrain
{
    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);
}
