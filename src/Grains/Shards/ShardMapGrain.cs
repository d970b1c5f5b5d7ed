using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Topology;
using RagCluster.Planning.Placement;

namespace RagCluster.Grains.Shards;

/// <summary>
/// Keeps a collection's shard map and takes it step by step to what the cluster should look like, see <see cref="ShardMapPlanner"/>. The map
/// is kept in the store, so that the next activation goes on where this one stopped; two activations at once can't both change it there,
/// and replicas only read, so a map that is out of date costs a detour and never an answer.
/// </summary>
internal sealed partial class ShardMapGrain(ShardMapArchive archive, IClusterView cluster, TimeProvider time, ILogger<ShardMapGrain> log)
    : Grain,
        IShardMapGrain
{
    private static readonly TimeSpan StepPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StatusTimeout = TimeSpan.FromSeconds(2);

    // Who changes the settings tells at once; this is for a message that got lost.
    private static readonly TimeSpan SettingsPeriod = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _leaving = new(StringComparer.Ordinal);
    private StoredShardMap? _stored;
    private DateTimeOffset _settingsReadAt;

    private CollectionId Id => CollectionId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(StepOnTimeAsync, new GrainTimerCreationOptions(StepPeriod, StepPeriod));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ShardMap> GetAsync(CancellationToken cancellationToken)
    {
        // A silo that is gone, or the first one, can't wait for the timer.
        if (_stored is null || _stored.Map.Replicas.Any(replica => !cluster.Serves(replica.Silo)))
            await StepAsync(cancellationToken);
        return _stored!.Map;
    }

    /// <inheritdoc/>
    public async Task<ShardStatus[]> ListReplicasAsync(CancellationToken cancellationToken)
    {
        ShardMap map = _stored?.Map ?? await GrainFactory.GetGrain<IShardMapGrain>(this.GetPrimaryKeyString()).GetAsync(cancellationToken);
        return await Task.WhenAll(
            map.Settings.FirstShards()
                .SelectMany(first => Enumerable.Range(first, map.Settings.ShardCount))
                .SelectMany(shard => Statuses(shard, map, cancellationToken))
        );
    }

    /// <inheritdoc/>
    public Task UpdateAsync(CancellationToken cancellationToken)
    {
        _settingsReadAt = default;
        return StepAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> DrainAsync(string silo, CancellationToken cancellationToken)
    {
        _leaving.Add(silo);
        await StepAsync(cancellationToken);
        // When all leave, nobody takes over, and waiting for each other would only take time.
        if (cluster.With(SiloRoles.Index).All(other => _leaving.Contains(other.Address)))
            return 0;
        return _stored!.Map.Replicas.Count(replica => replica.Silo == silo && replica.Phase != ReplicaPhase.Preparing);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        StoredShardMap? last = _stored ?? await archive.ReadAsync(Id, cancellationToken);
        _stored = null;
        await archive.DeleteAsync(Id, cancellationToken);
        foreach (ShardReplica replica in last?.Map.Replicas ?? [])
            Release(replica);
        DeactivateOnIdle();
    }

    private async Task StepOnTimeAsync(CancellationToken cancellationToken)
    {
        if (_stored is null)
            return;
        try
        {
            await StepAsync(cancellationToken);
        }
        catch (Exception error) when (error is RagException or TimeoutException or OrleansException)
        {
            LogStepFailed(error, Id);
        }
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        StoredShardMap before = _stored ??= await BeginAsync(cancellationToken);
        StoredShardMap current = before with { Map = await WithSettingsAsync(before.Map, cancellationToken) };
        HashSet<(int, string)> ready =
        [
            .. await Task.WhenAll(
                current
                    .Map.Replicas.Where(replica => replica.Phase == ReplicaPhase.Preparing && cluster.Serves(replica.Silo))
                    .Select(async replica => await IsReadyAsync(replica) ? (replica.Shard, replica.Silo) : (-1, ""))
            ),
        ];
        IReadOnlyList<ClusterSilo> silos = cluster.Silos;
        _leaving.RemoveWhere(silo => !cluster.Serves(silo));
        ShardMapSituation situation = new(
            [
                .. cluster
                    .With(SiloRoles.Index)
                    .Where(silo => !_leaving.Contains(silo.Address))
                    .Select(silo => new PlacementNode(silo.Address, silo.Name, silo.Capacity)),
            ],
            silos.Select(silo => silo.Address).ToHashSet(StringComparer.Ordinal),
            ready,
            time.GetUtcNow()
        );
        ShardMap next = ShardMapPlanner.Next(Id.ToString(), current.Map, situation);
        if (ReferenceEquals(next, before.Map))
            return;
        // With one silo there is nothing to remember: it holds everything.
        _stored = silos.Count == 1 ? current with { Map = next } : await SaveAsync(current with { Map = next }, cancellationToken);
        LogChanged(Id, next.Generation, next.Replicas.Length);
        foreach (
            ShardReplica gone in current.Map.Replicas.Where(old =>
                next.Replicas.All(replica => (replica.Shard, replica.Silo) != (old.Shard, old.Silo))
            )
        )
        {
            if (cluster.Serves(gone.Silo))
                Release(gone);
        }
    }

    private async Task<StoredShardMap> BeginAsync(CancellationToken cancellationToken)
    {
        CollectionSettings settings = await SettingsAsync(cancellationToken);
        return await archive.ReadAsync(Id, cancellationToken) is { } stored && stored.Map.Settings.ShardCount == settings.ShardCount
            ? stored with
            {
                Map = stored.Map with { Settings = settings },
            }
            : new StoredShardMap(new ShardMap(0, settings, []), null);
    }

    private async Task<ShardMap> WithSettingsAsync(ShardMap map, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _settingsReadAt < SettingsPeriod)
            return map;
        CollectionSettings settings = await SettingsAsync(cancellationToken);
        return settings == map.Settings ? map : map with { Generation = map.Generation + 1, Settings = settings };
    }

    // Not the grain's copy, which may be a second old: a map with old settings would send queries to shards that are no more.
    private async Task<CollectionSettings> SettingsAsync(CancellationToken cancellationToken)
    {
        CollectionState collection = await GrainFactory.GetGrain<ICollectionGrain>(Id.ToString()).GetAsync(cancellationToken);
        _settingsReadAt = time.GetUtcNow();
        return collection.Settings;
    }

    // Whoever wrote in between is the present owner of the map.
    private async Task<StoredShardMap> SaveAsync(StoredShardMap changed, CancellationToken cancellationToken)
    {
        if (await archive.WriteAsync(Id, changed, cancellationToken) is { } saved)
            return saved;
        _stored = null;
        DeactivateOnIdle();
        throw new RagException(ErrorKind.Unavailable, "shard-map-moved", "Another silo keeps the shard map now; try again.");
    }

    private async Task<bool> IsReadyAsync(ShardReplica replica) => (await StatusAsync(replica, 0, default)).State == ReplicaState.Serving;

    private IEnumerable<Task<ShardStatus>> Statuses(int shard, ShardMap map, CancellationToken cancellationToken)
    {
        ShardReplica[] held = [.. map.Replicas.Where(replica => replica.Shard == shard)];
        int missing = Math.Max(0, map.Settings.ReplicaCount - held.Length);
        return held.Select((replica, number) => StatusAsync(replica, number, cancellationToken))
            .Concat(
                Enumerable
                    .Range(held.Length, missing)
                    .Select(number => Task.FromResult(Without(shard, number, "", ReplicaState.Unassigned)))
            );
    }

    private async Task<ShardStatus> StatusAsync(ShardReplica replica, int number, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StatusTimeout);
        try
        {
            ShardStatus status = await Grain(replica).GetStatusAsync(deadline.Token);
            return status with
            {
                Replica = number,
                State =
                    status.State == ReplicaState.Serving && replica.Phase == ReplicaPhase.Retiring ? ReplicaState.Retiring : status.State,
            };
        }
        catch (Exception error)
            when (error is RagException { Kind: ErrorKind.Unavailable } or TimeoutException or OrleansException
                || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            LogUnreachable(error, replica.Shard, replica.Silo);
            return Without(replica.Shard, number, replica.Silo, ReplicaState.Unreachable);
        }
    }

    private ShardStatus Without(int shard, int number, string silo, ReplicaState state) =>
        new(new ShardId(Id, shard), number, 0, 0, 0, 0, silo, state, 0);

    private IIndexShardGrain Grain(ShardReplica replica) =>
        GrainFactory.GetGrain<IIndexShardGrain>(Keys.Replica(new ShardId(Id, replica.Shard), replica.Silo));

    // Nobody waits: a silo that does not hear of it finds the collection gone, or goes itself.
    private void Release(ShardReplica replica) => _ = Grain(replica).ReleaseAsync();

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Shard map of {Collection} is now generation {Generation} with {Replicas} replicas"
    )]
    private partial void LogChanged(CollectionId collection, long generation, int replicas);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The shard map of {Collection} was not looked after; it is tried again")]
    private partial void LogStepFailed(Exception error, CollectionId collection);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The replica of shard {Shard} on {Silo} does not say where it stands")]
    private partial void LogUnreachable(Exception error, int shard, string silo);
}
