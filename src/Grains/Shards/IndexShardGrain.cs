using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Placement;
using RagCluster.Grains.Tuning;
using RagCluster.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Shards;

/// <summary>
/// Follows its shard's log, one step at a time by the grain's turns, and answers searches beside it on immutable snapshots off the turn.
/// The log is what lasts: an activation begins with its files where it has some, reads the rest of the log, and says that it is not ready until
/// it has. A file that turns out damaged is dropped and rebuilt from the log in the same way.
/// </summary>
[PinnedPlacement]
internal sealed partial class IndexShardGrain(
    IDocumentStore store,
    LocalReplicas local,
    ShardFiles files,
    SearchEffortTuning efforts,
    TimeProvider time,
    ILogger<IndexShardGrain> log
) : Grain, IIndexShardGrain
{
    // A hint may get lost; what is deleted must be gone from every replica within a second.
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(700);

    // A small shard is there sooner than a caller could come back.
    private static readonly TimeSpan LoadGrace = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _deactivated = new();
    private ShardId _id = null!;
    private string _silo = "";
    private Task<OpenReplica>? _loading;
    private bool _released;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_id, _silo) = Keys.Replica(this.GetPrimaryKeyString());
        local.Add(_id);
        efforts.Open(_id);
        _loading = LoadAsync();
        TimeSpan first = PollPeriod * (0.5 + (Random.Shared.NextDouble() / 2));
        this.RegisterGrainTimer(PollAsync, new GrainTimerCreationOptions(first, PollPeriod));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        local.Remove(_id);
        efforts.Close(_id);
        await _deactivated.CancelAsync();
        await CloseAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task HintAsync(long position)
    {
        if (_loading is { IsCompletedSuccessfully: true })
            await FollowAsync(await _loading, position, _deactivated.Token);
    }

    /// <inheritdoc/>
    public async Task CatchUpAsync(long position, CancellationToken cancellationToken) =>
        await FollowAsync(await Loading().WaitAsync(cancellationToken), position, cancellationToken);

    /// <inheritdoc/>
    public Task<ShardSearchReply> SearchAsync(ShardSearchRequest request, CancellationToken cancellationToken) =>
        ReadAsync(
            (searcher, lineage) => efforts.Search(_id, searcher, request, cancellationToken) with { Lineage = lineage },
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<ShardPosition> GetPositionAsync(CancellationToken cancellationToken) =>
        (await ReadyAsync(cancellationToken)).Position;

    /// <inheritdoc/>
    public Task<ShardStatistics> GetStatisticsAsync(string text, CancellationToken cancellationToken) =>
        ReadAsync(
            (searcher, lineage) => ShardTranslation.ToWire(searcher.GetStatistics(text), searcher.Position) with { Lineage = lineage },
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<Passage[]> FindChunkAsync(ChunkId chunk, int context, CancellationToken cancellationToken) =>
        ReadAsync<Passage[]>(
            (searcher, _) =>
                [
                    .. Enumerable
                        .Range(chunk.Ordinal - context, (2 * context) + 1)
                        .Select(ordinal => ordinal < 0 ? null : searcher.FindChunk(chunk with { Ordinal = ordinal }))
                        .OfType<Passage>(),
                ],
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<Chunk[]> ListChunksAsync(DocumentId document, CancellationToken cancellationToken) =>
        ReadAsync<Chunk[]>((searcher, _) => [.. searcher.ListChunks(document)], cancellationToken);

    /// <inheritdoc/>
    public async Task<ShardStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        long end = await store.ReadLogEndAsync(_id, cancellationToken);
        Task<OpenReplica> loading = await GraceAsync(cancellationToken);
        if (!loading.IsCompletedSuccessfully)
            return new ShardStatus(_id, 0, 0, end, 0, 0, _silo, ReplicaState.Loading, 0);
        IShardSearcher searcher = (await loading).Shard.Searcher();
        return new ShardStatus(
            _id,
            0,
            searcher.Position,
            end,
            searcher.DocumentCount,
            searcher.ChunkCount,
            _silo,
            ReplicaState.Serving,
            searcher.SizeBytes
        );
    }

    /// <inheritdoc/>
    public Task ReleaseAsync()
    {
        _released = true;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    // Off the turn: reading a large log takes longer than a turn should.
    private async Task<OpenReplica> LoadAsync()
    {
        CollectionState collection = await CollectionAsync();
        if (collection.Settings.DimensionsOf(_id.Number) is null)
        {
            _released = true;
            DeactivateOnIdle();
            throw NotReady("is of a model that the collection has no more");
        }

        OpenReplica replica = await Task.Run(() => files.OpenAsync(_id, collection, _deactivated.Token));
        await MakeWholeAsync(replica);
        await CheckLineageAsync(replica);
        local.Open(_id, replica);
        LogLoaded(_id, replica.Shard.Position);
        return replica;
    }

    private async Task<CollectionState> CollectionAsync()
    {
        try
        {
            return await GrainFactory.GetGrain<ICollectionGrain>(_id.Collection.ToString()).GetAsync(_deactivated.Token);
        }
        catch (RagException deleted) when (deleted.Kind == ErrorKind.NotFound)
        {
            DeactivateOnIdle();
            throw;
        }
    }

    // One that fails is closed, so that the next load can open its folder.
    private async Task<OpenReplica> MakeWholeAsync(OpenReplica replica)
    {
        try
        {
            await Task.Run(() => replica.CatchUpAsync(store, _deactivated.Token), _deactivated.Token);
            return replica;
        }
        catch (Exception)
        {
            await replica.DisposeAsync();
            throw;
        }
    }

    // The log was read by the collection's name: one that was deleted and made anew meanwhile has another log.
    private async Task CheckLineageAsync(OpenReplica replica)
    {
        try
        {
            if ((await CollectionAsync()).CreatedAt.UtcTicks != replica.Position.Lineage)
                throw NotReady("read the log of a collection that is deleted");
        }
        catch (Exception)
        {
            await replica.DisposeAsync();
            throw;
        }
    }

    private async Task<OpenReplica> ReadyAsync(CancellationToken cancellationToken)
    {
        Task<OpenReplica> loading = await GraceAsync(cancellationToken);
        return loading.IsCompleted ? await loading : throw NotReady("reads its log");
    }

    private async Task<T> ReadAsync<T>(Func<IShardSearcher, long, T> read, CancellationToken cancellationToken)
    {
        OpenReplica replica = await ReadyAsync(cancellationToken);
        try
        {
            T found = await Task.Run(() => read(replica.Shard.Searcher(), replica.Position.Lineage), cancellationToken);
            // Another search may have found a damage since this one began: what was dropped would be missing, and a cache would remember that.
            return replica.Shard.NeedsRepair ? throw NotReady("rebuilds a damaged file") : found;
        }
        catch (ShardDamagedException damage)
        {
            BeginRepair(replica, damage);
            throw NotReady("rebuilds a damaged file");
        }
    }

    // Searches run beside each other: the first to find the damage begins the repair, and what it found is there once only.
    private void BeginRepair(OpenReplica replica, ShardDamagedException damage)
    {
        replica.Drop(damage);
        if (replica.Shard.NeedsRepair && _loading is { IsCompletedSuccessfully: true })
            _loading = MakeWholeAsync(replica);
    }

    private RagException NotReady(string why) =>
        new(
            ErrorKind.Unavailable,
            IIndexShardGrain.NotReady,
            $"The replica of shard {_id.Number} on {_silo} {why}; another one may answer."
        );

    private async Task CloseAsync()
    {
        if (_loading is null)
            return;
        await ((Task)_loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!_loading.IsCompletedSuccessfully)
            return;
        OpenReplica replica = await _loading;
        replica.IsReleased = _released;
        await replica.DisposeAsync();
    }

    // The load, which is done or takes longer than a caller should wait for it.
    private async Task<Task<OpenReplica>> GraceAsync(CancellationToken cancellationToken)
    {
        Task<OpenReplica> loading = Loading();
        if (!loading.IsCompleted)
            await Task.WhenAny(loading, Task.Delay(LoadGrace, time, cancellationToken));
        return loading;
    }

    // A load that failed is begun again by whoever asks next.
    private Task<OpenReplica> Loading()
    {
        if (_loading is null or { IsFaulted: true } or { IsCanceled: true })
            _loading = LoadAsync();
        return _loading;
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        if (_loading is not { IsCompletedSuccessfully: true })
            return;
        OpenReplica replica = await _loading;
        Shard shard = replica.Shard;
        try
        {
            replica.LookAfter();
            long end = await store.ReadLogEndAsync(_id, cancellationToken);
            // A log that became shorter belongs to a new collection of the same name.
            if (end < shard.Position)
                DeactivateOnIdle();
            else if (shard.NeedsRepair)
                _loading = MakeWholeAsync(replica);
            else
                await FollowAsync(replica, end, cancellationToken);
        }
        catch (RagException unavailable) when (unavailable.Kind == ErrorKind.Unavailable)
        {
            LogNotFollowing(unavailable, _id, shard.Position);
        }
    }

    private async Task FollowAsync(OpenReplica replica, long position, CancellationToken cancellationToken)
    {
        if (replica.Shard.Position >= position)
            return;
        try
        {
            await Task.Run(() => replica.FollowAsync(store, cancellationToken), cancellationToken);
        }
        catch (ShardDamagedException damage)
        {
            BeginRepair(replica, damage);
            throw NotReady("rebuilds a damaged file");
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A replica of {Shard} has read its log up to {Position}")]
    private partial void LogLoaded(ShardId shard, long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of {Shard} can't be read; answers stay at {Position}")]
    private partial void LogNotFollowing(Exception error, ShardId shard, long position);
}
