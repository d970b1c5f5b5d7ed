using RagCluster.Corpus.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Placement;
using RagCluster.Grains.Query.Observing;
using RagCluster.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>
/// One replica of one shard as others call it. It follows its shard's log, one step at a time by the grain's turns, and answers searches
/// beside that on immutable snapshots off the turn. <see cref="ReplicaLifecycle"/> tells when it can be read and what becomes of damages; a
/// call that comes while it can't fails as not ready, and the caller asks another replica.
/// </summary>
[PinnedPlacement]
internal sealed class IndexShardGrain(ReplicaParts parts, QueryObservers observers) : Grain, IIndexShardGrain
{
    // A hint may get lost; what is deleted must be gone from every replica within a second.
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(700);

    private ShardId _id = null!;
    private string _silo = "";
    private ReplicaLifecycle _replica = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_id, _silo) = Keys.Replica(this.GetPrimaryKeyString());
        parts.Local.Add(_id);
        observers.ReplicaOpened(_id);
        _replica = new ReplicaLifecycle(parts, _id, _silo, DeactivateOnIdle);
        _replica.Open();
        TimeSpan first = PollPeriod * (0.5 + (Random.Shared.NextDouble() / 2));
        this.RegisterGrainTimer(_replica.PollAsync, new GrainTimerCreationOptions(first, PollPeriod));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        observers.ReplicaClosed(_id);
        await _replica.DisposeAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public Task HintAsync(long position) => _replica.HintAsync(position);

    /// <inheritdoc/>
    public async Task CatchUpAsync(long position, CancellationToken cancellationToken) =>
        await _replica.FollowAsync(await _replica.Open().WaitAsync(cancellationToken), position, cancellationToken);

    /// <inheritdoc/>
    public Task<ShardSearchReply> SearchAsync(ShardSearchRequest request, CancellationToken cancellationToken) =>
        _replica.ReadAsync(
            (searcher, position) =>
            {
                List<IShardSearchWatch> watches = observers.BeginShardSearch(_id, searcher, request);
                double? effort = request.Effort ?? watches.Select(watch => watch.Effort).FirstOrDefault(tuned => tuned is not null);
                ShardSearchResult found = searcher.Search(ShardTranslation.ToQuery(request with { Effort = effort }), cancellationToken);
                ShardSearchReply reply = ShardTranslation.ToWire(found, position, effort);
                watches.ForEach(watch => watch.Ended(reply));
                return reply;
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<ShardPosition> GetPositionAsync(CancellationToken cancellationToken) =>
        (await _replica.ReadyAsync(cancellationToken)).Position;

    /// <inheritdoc/>
    public Task<ShardStatistics> GetStatisticsAsync(string text, AccessView? view, CancellationToken cancellationToken) =>
        _replica.ReadAsync(
            (searcher, position) =>
                ShardTranslation.ToWire(searcher.GetStatistics(text, view), position.Sequence) with
                {
                    Lineage = position.Lineage,
                },
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<Passage[]> FindChunkAsync(ChunkId chunk, int context, CancellationToken cancellationToken) =>
        _replica.ReadAsync<Passage[]>(
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
        _replica.ReadAsync<Chunk[]>((searcher, _) => [.. searcher.ListChunks(document)], cancellationToken);

    /// <inheritdoc/>
    public async Task<ShardStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        long end = await parts.Store.ReadLogEndAsync(_id, cancellationToken);
        await _replica.SettleAsync(cancellationToken);
        if (_replica.Serving is not { } serving)
        {
            string? reason = parts.Faults.Reason(_id);
            return new ShardStatus(_id, 0, 0, end, 0, 0, _silo, reason is null ? ReplicaState.Loading : ReplicaState.Failed, 0)
            {
                Reason = reason,
            };
        }

        IShardSearcher searcher = serving.Shard.Searcher();
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
    public async Task<string[]> VerifyAsync(CancellationToken cancellationToken)
    {
        OpenReplica replica = await _replica.ReadyAsync(cancellationToken);
        IReadOnlyList<ShardDamagedException> found = await Task.Run(() => replica.Shard.FindDamage(cancellationToken), cancellationToken);
        foreach (ShardDamagedException damage in found)
            _replica.Drop(replica, damage);
        return [.. found.Select(damage => $"the segment {damage.File} of shard {_id.Number} of collection {_id.Collection} on {_silo}")];
    }

    /// <inheritdoc/>
    public Task ReleaseAsync()
    {
        _replica.Release();
        return Task.CompletedTask;
    }
}
