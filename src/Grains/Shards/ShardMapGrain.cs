using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Topology;

namespace RagCluster.Grains.Shards;

/// <summary>
/// Owns the map of a collection's shards: which silos hold which replica, and in which phase.
/// <para>
/// <b>Promised.</b> A shard never has fewer replicas that answer than before a move. A map that is out of date costs a detour and never a
/// wrong answer: replicas only read the log, only the writer of the current epoch can extend it, and a replica's key names its silo, so
/// that two replicas of a shard are on two silos whatever two maps say.
/// </para>
/// <para>
/// <b>States.</b> A replica is preparing (it reads the log and nobody asks it), serving, or retiring (it still answers whoever has an old
/// map). <see cref="ShardMapPlanner"/> is the pure function from the map and the situation to the next map, one step at a time;
/// <see cref="ShardMapState"/> finds out the situation (which silos live, which are leaving, which preparing replicas say that they are
/// ready), stores what comes of it, and has the replicas that left the map release their files; this grain says when.
/// </para>
/// <para>
/// <b>Who calls when.</b> Every silo calls <see cref="GetAsync"/> for its copy of the map; the call takes a step by itself where the map
/// names a silo that is gone, since a query should not wait for the timer. The timer takes a step a second. <see cref="UpdateAsync"/>
/// follows a change of the collection's settings. A silo that is being stopped calls <see cref="DrainAsync"/> again and again until nothing
/// is left on it that answers. <see cref="ListReplicasAsync"/> interleaves and changes nothing.
/// </para>
/// <para>
/// <b>At a crash.</b> The map is in the store, under compare-and-set by its generation. The next activation goes on where this one stopped.
/// Two activations at once (a silo cut off from the others) can't both save: the one that loses deactivates, and its callers come back to
/// the other. What only this activation knows is who is leaving; a silo that leaves says so with each of its calls. With a single silo
/// nothing is saved, since that silo holds everything.
/// </para>
/// </summary>
internal sealed partial class ShardMapGrain(
    ShardMapArchive archive,
    ReplicaStatuses replicas,
    IClusterView cluster,
    TimeProvider time,
    ILogger<ShardMapGrain> log
) : Grain, IShardMapGrain
{
    private static readonly TimeSpan StepPeriod = TimeSpan.FromSeconds(1);

    private ShardMapSettings _settings = null!;
    private ShardMapState _map = null!;

    private CollectionId Id => CollectionId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ICollectionGrain collection = GrainFactory.GetGrain<ICollectionGrain>(Id.ToString());
        _settings = new ShardMapSettings(async token => (await collection.GetAsync(token)).Settings, time);
        _map = new ShardMapState(Id, _settings, archive, replicas, cluster, time);
        this.RegisterGrainTimer(StepOnTimeAsync, new GrainTimerCreationOptions(StepPeriod, StepPeriod));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ShardMap> GetAsync(CancellationToken cancellationToken)
    {
        // A silo that is gone, or the first one, can't wait for the timer.
        if (_map.Current is not { } map || map.Replicas.Any(replica => !cluster.Serves(replica.Silo)))
            await StepAsync(cancellationToken);
        return _map.Current!;
    }

    /// <inheritdoc/>
    public async Task<ShardStatus[]> ListReplicasAsync(CancellationToken cancellationToken) =>
        await replicas.ListAsync(Id, _map.Current ?? await _map.PlanAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task UpdateAsync(CancellationToken cancellationToken)
    {
        _settings.Expire();
        return StepAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> DrainAsync(string silo, CancellationToken cancellationToken)
    {
        _map.Leave(silo);
        await StepAsync(cancellationToken);
        return _map.AnsweringOn(silo);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await _map.DeleteAsync(cancellationToken);
        DeactivateOnIdle();
    }

    private async Task StepOnTimeAsync(CancellationToken cancellationToken)
    {
        if (_map.Current is null)
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
        try
        {
            if (await _map.StepAsync(cancellationToken) is { } changed)
                LogChanged(Id, changed.Generation, changed.Replicas.Length);
        }
        finally
        {
            // Another activation that wrote in between is the present owner of the map.
            if (_map.IsSuperseded)
                DeactivateOnIdle();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Shard map of {Collection} is now generation {Generation} with {Replicas} replicas"
    )]
    private partial void LogChanged(CollectionId collection, long generation, int replicas);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The shard map of {Collection} could not be updated; it is tried again")]
    private partial void LogStepFailed(Exception error, CollectionId collection);
}
