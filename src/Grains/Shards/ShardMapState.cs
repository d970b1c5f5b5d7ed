using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Topology;

namespace RagCluster.Grains.Shards;

/// <summary>The map of a collection's shards as one activation has it, and the step from it to the next map.</summary>
/// <param name="id">The collection.</param>
/// <param name="settings">The collection's settings.</param>
/// <param name="archive">Has the map that was saved last.</param>
/// <param name="replicas">Say which of them are ready, and release their files.</param>
/// <param name="cluster">The silos.</param>
/// <param name="time">The clock.</param>
internal sealed class ShardMapState(
    CollectionId id,
    ShardMapSettings settings,
    ShardMapArchive archive,
    ReplicaStatuses replicas,
    IClusterView cluster,
    TimeProvider time
)
{
    private readonly HashSet<string> _leaving = new(StringComparer.Ordinal);
    private StoredShardMap? _stored;

    /// <summary>The map after the last step; null before the first one.</summary>
    internal ShardMap? Current => _stored?.Map;

    /// <summary>Whether another activation saved a map over that of this one, which then owns it no more.</summary>
    internal bool IsSuperseded { get; private set; }

    /// <summary>Notes that a silo is about to leave.</summary>
    /// <param name="silo">Its address.</param>
    internal void Leave(string silo) => _leaving.Add(silo);

    /// <summary>Replicas on a silo that still have to answer; 0 when all silos leave, since nobody would take over.</summary>
    /// <param name="silo">The silo's address.</param>
    internal int AnsweringOn(string silo) =>
        cluster.With(SiloRoles.Index).All(other => _leaving.Contains(other.Address))
            ? 0
            : _stored!.Map.Replicas.Count(replica => replica.Silo == silo && replica.Phase != ReplicaPhase.Preparing);

    /// <summary>Takes the next step, and saves what comes of it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new map; null when there is nothing to change.</returns>
    /// <exception cref="RagException">Unavailable: another activation owns the map.</exception>
    internal async Task<ShardMap?> StepAsync(CancellationToken cancellationToken)
    {
        StoredShardMap before = _stored ??= await BeginAsync(cancellationToken);
        StoredShardMap current = before with { Map = await settings.ApplyAsync(before.Map, cancellationToken) };
        HashSet<(int, string)> ready = await replicas.ReadyAsync(
            id,
            current.Map.Replicas.Where(replica => replica.Phase == ReplicaPhase.Preparing && cluster.Serves(replica.Silo))
        );
        _leaving.RemoveWhere(silo => !cluster.Serves(silo));
        ShardMapSituation situation = ShardMapSituation.Of(cluster, _leaving, ready, time.GetUtcNow());
        ShardMap next = ShardMapPlanner.Next(id.ToString(), current.Map, situation);
        if (ReferenceEquals(next, before.Map))
            return null;
        // With one silo there is nothing to remember: it holds everything.
        StoredShardMap changed = current with
        {
            Map = next,
        };
        _stored = situation.Alive.Count == 1 ? changed : await SaveAsync(changed, cancellationToken);
        foreach (ShardReplica removed in ShardMapPlanner.Removed(current.Map, next).Where(replica => cluster.Serves(replica.Silo)))
            replicas.Release(id, removed);
        return next;
    }

    /// <summary>
    /// What the next step would make of the map, without taking it, for a call that interleaves. Such a call can't ask the grain for the
    /// map either, because an activation that ends waits for the calls that run, and this one would wait for the activation after it.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<ShardMap> PlanAsync(CancellationToken cancellationToken)
    {
        StoredShardMap begun = await BeginAsync(cancellationToken);
        ShardMapSituation situation = ShardMapSituation.Of(cluster, _leaving, new HashSet<(int, string)>(), time.GetUtcNow());
        return ShardMapPlanner.Next(id.ToString(), begun.Map, situation);
    }

    /// <summary>Removes the map, and has its replicas release their files.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task DeleteAsync(CancellationToken cancellationToken)
    {
        StoredShardMap? last = _stored ?? await archive.ReadAsync(id, cancellationToken);
        _stored = null;
        await archive.DeleteAsync(id, cancellationToken);
        foreach (ShardReplica replica in last?.Map.Replicas ?? [])
            replicas.Release(id, replica);
    }

    private async Task<StoredShardMap> BeginAsync(CancellationToken cancellationToken)
    {
        CollectionSettings present = await settings.ReadAsync(cancellationToken);
        return StoredShardMap.Begin(await archive.ReadAsync(id, cancellationToken), present);
    }

    private async Task<StoredShardMap> SaveAsync(StoredShardMap changed, CancellationToken cancellationToken)
    {
        if (await archive.WriteAsync(id, changed, cancellationToken) is { } saved)
            return saved;
        _stored = null;
        IsSuperseded = true;
        throw new RagException(ErrorKind.Unavailable, "shard-map-moved", "Another silo keeps the shard map now; try again.");
    }
}
