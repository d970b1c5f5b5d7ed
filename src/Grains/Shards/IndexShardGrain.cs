using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Shards;
using RagCluster.Shards.Recovery;
using RagCluster.Storage;

namespace RagCluster.Grains.Shards;

/// <summary>
/// Follows its shard's log, one writer at a time by the grain's turns, and answers searches beside it on immutable snapshots off the turn.
/// Nothing here is durable: an activation that begins again replays the log.
/// </summary>
internal sealed class IndexShardGrain(IDocumentStore store, ILocalSiloDetails silo) : Grain, IIndexShardGrain
{
    private ShardId _id = null!;
    private int _replica;
    private Shard? _shard;

    private Shard Loaded
    {
        get
        {
            if (_shard is null)
            {
                // The collection may be created anew: the next activation looks again.
                DeactivateOnIdle();
                throw RagException.NotFound("collection", _id.Collection.Name);
            }

            return _shard;
        }
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_id, _replica) = Keys.Shard(this.GetPrimaryKeyString());
        try
        {
            CollectionSettings settings = await GrainFactory.GetGrain<ICollectionGrain>(_id.Collection.ToString()).GetSettingsAsync(cancellationToken);
            _shard = new Shard(new ShardOptions(settings.Dimensions));
        }
        catch (RagException missing) when (missing.Kind == ErrorKind.NotFound)
        {
            // The deletion of a collection releases also shards that were not active; what else is asked of this one fails.
            return;
        }

        await ReplayAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task CatchUpAsync(long position, CancellationToken cancellationToken)
    {
        if (Loaded.Position < position)
            await ReplayAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ShardSearchReply> SearchAsync(ShardSearchRequest request, CancellationToken cancellationToken)
    {
        IShardSearcher searcher = Loaded.Searcher();
        return Task.Run(() => ShardTranslation.Search(searcher, request, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ShardStatistics> GetStatisticsAsync(string text, CancellationToken cancellationToken)
    {
        IShardSearcher searcher = Loaded.Searcher();
        return Task.Run(() => ShardTranslation.ToWire(searcher.GetStatistics(text)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Passage[]> FindChunkAsync(ChunkId chunk, int context, CancellationToken cancellationToken)
    {
        IShardSearcher searcher = Loaded.Searcher();
        Passage[] passages =
        [
            .. Enumerable.Range(chunk.Ordinal - context, (2 * context) + 1)
                .Select(ordinal => ordinal < 0 ? null : searcher.FindChunk(chunk with { Ordinal = ordinal }))
                .OfType<Passage>(),
        ];
        return Task.FromResult(passages);
    }

    /// <inheritdoc/>
    public Task<Chunk[]> ListChunksAsync(DocumentId document, CancellationToken cancellationToken) =>
        Task.FromResult<Chunk[]>([.. Loaded.Searcher().ListChunks(document)]);

    /// <inheritdoc/>
    public async Task<ShardStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        IShardSearcher searcher = Loaded.Searcher();
        long end = await store.ReadLogEndAsync(_id, cancellationToken);
        return new ShardStatus(_id, _replica, searcher.Position, end, searcher.DocumentCount, searcher.ChunkCount, silo.SiloAddress.ToString());
    }

    /// <inheritdoc/>
    public Task ReleaseAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    // Off the turn, so that the turn stays short for searches.
    private Task ReplayAsync(CancellationToken cancellationToken)
    {
        Shard shard = Loaded;
        return Task.Run(() => ShardReplay.CatchUpAsync(shard, store.ReadLogAsync(_id, shard.Position, cancellationToken), cancellationToken), cancellationToken);
    }
}
