using System.Collections.Concurrent;
using Orleans.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Tells where it is.</summary>
[RandomPlacement]
public sealed class PlacedGrain(ILocalSiloDetails silo) : Grain, IPlacedGrain
{
    private static readonly ConcurrentDictionary<string, int> Alive = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Alive.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, count) => count + 1);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Alive.AddOrUpdate(this.GetPrimaryKeyString(), 0, (_, count) => count - 1);
        return Task.CompletedTask;
    }

    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);

    public Task<SiloAddress> WhereIs(string key) => GrainFactory.GetGrain<IPlacedGrain>(key).Where();

    public Task<int> CountAlive() => Task.FromResult(Alive[this.GetPrimaryKeyString()]);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
