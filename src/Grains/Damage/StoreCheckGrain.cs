using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Operations;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Damage;

/// <summary>
/// Runs one check at a time beside its turns: the store's rows first, since the shards' files are made from them, then every replica's
/// files.
/// </summary>
internal sealed partial class StoreCheckGrain(IDocumentStore store, TimeProvider time, ILogger<StoreCheckGrain> log)
    : Grain,
        IStoreCheckGrain
{
    private static readonly TimeSpan CheckMax = TimeSpan.FromHours(6);
    private readonly CancellationTokenSource _deactivated = new();
    private StoreCheckState _state = new(false, 0, 0, [], null);

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deactivated.CancelAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoreCheckState> StartAsync(bool repair)
    {
        if (!_state.IsRunning)
        {
            _state = new StoreCheckState(true, 0, 0, [], null);
            DelayDeactivation(CheckMax);
            _ = RunAsync(repair);
        }

        return GetAsync();
    }

    /// <inheritdoc/>
    public Task<StoreCheckState> GetAsync() => Task.FromResult(_state);

    private async Task RunAsync(bool repair)
    {
        try
        {
            StoreReport report = await Task.Run(() => store.CheckAsync(repair, _deactivated.Token));
            (int replicas, DamageFinding[] files) = await CheckReplicasAsync();
            _state = new StoreCheckState(false, report.Rows, replicas, [.. report.Findings, .. files], null);
        }
        catch (Exception failure)
        {
            // Nobody waits for this task: who asks for the check hears why it did not end.
            LogFailed(failure);
            _state = new StoreCheckState(false, 0, 0, [], failure.Message);
        }
    }

    private async Task<(int Replicas, DamageFinding[] Findings)> CheckReplicasAsync()
    {
        int replicas = 0;
        List<DamageFinding> findings = [];
        foreach (CollectionState collection in await store.ListCollectionsAsync(null, _deactivated.Token))
        {
            foreach (
                ShardStatus replica in await GrainFactory
                    .GetGrain<IShardMapGrain>(collection.Id.ToString())
                    .ListReplicasAsync(_deactivated.Token)
            )
            {
                if (replica.Silo.Length == 0)
                    continue;
                replicas++;
                findings.AddRange(await CheckReplicaAsync(replica));
            }
        }

        return (replicas, [.. findings]);
    }

    private async Task<IEnumerable<DamageFinding>> CheckReplicaAsync(ShardStatus replica)
    {
        try
        {
            string[] damaged = await GrainFactory
                .GetGrain<IIndexShardGrain>(Keys.Replica(replica.Shard, replica.Silo))
                .VerifyAsync(_deactivated.Token);
            return damaged.Select(what => new DamageFinding(
                DamageKinds.Segment,
                what,
                true,
                "It is rebuilt from the log.",
                time.GetUtcNow()
            ));
        }
        catch (Exception failure) when (failure is RagException or OrleansException or TimeoutException)
        {
            return
            [
                new DamageFinding(
                    DamageKinds.Segment,
                    $"the replica of {replica.Shard} on {replica.Silo}",
                    false,
                    $"It was not read: {failure.Message}",
                    time.GetUtcNow()
                ),
            ];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The check of everything that is stored could not be ended")]
    private partial void LogFailed(Exception error);
}
