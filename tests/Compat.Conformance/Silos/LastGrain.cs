namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Is placed as its attributes say.</summary>
[LastSiloPlacement]
public sealed class LastGrain(ILocalSiloDetails silo) : Grain, ILastGrain
{
    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);
}
