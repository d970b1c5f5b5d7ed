using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Takes along what it has in memory.</summary>
[RandomPlacement]
public sealed class MovingGrain(ILocalSiloDetails silo) : Grain, IMovingGrain, IGrainMigrationParticipant
{
    private int _sum;

    public Task<SiloAddress> Where() => Task.FromResult(silo.SiloAddress);

    public Task<int> Add(int amount) => Task.FromResult(_sum += amount);

    public Task Move(SiloAddress destination)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, destination);
        this.MigrateOnIdle();
        return Task.CompletedTask;
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext) => dehydrationContext.TryAddValue("sum", _sum);

    public void OnRehydrate(IRehydrationContext rehydrationContext) => rehydrationContext.TryGetValue("sum", out _sum);
}
