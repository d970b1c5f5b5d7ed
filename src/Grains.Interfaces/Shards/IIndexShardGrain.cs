using Orleans.Concurrency;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>
/// One replica of one shard: follows the shard's log and answers searches. Key: <c>tenant/collection/shard/silo</c>, the silo being the one
/// that it runs on. While it opens its shard, every question fails as unavailable with the code <see cref="NotReady"/>.
/// </summary>
[Alias("RagCluster.IIndexShardGrain")]
public interface IIndexShardGrain : IGrainWithStringKey
{
    /// <summary>The problem's slug of a replica that has not yet read its shard's log.</summary>
    const string NotReady = "shard-not-ready";

    /// <summary>Tells that the log has grown. Best effort: what gets lost is found by looking now and then.</summary>
    /// <param name="position">The log's new end.</param>
    [OneWay]
    [Alias("Hint")]
    Task HintAsync(long position);

    /// <summary>Follows the log at least up to a position.</summary>
    /// <param name="position">The position that must be searchable when this returns.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [ResponseTimeout("00:05:00")]
    [Alias("CatchUp")]
    Task CatchUpAsync(long position, CancellationToken cancellationToken);

    /// <summary>Searches what is applied so far. Runs beside other searches and beside the writer.</summary>
    /// <param name="request">What to search.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("Search")]
    Task<ShardSearchReply> SearchAsync(ShardSearchRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// What this replica answers from now. Costs next to nothing: every query that may be answered from a cache begins with it.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("GetPosition")]
    Task<ShardPosition> GetPositionAsync(CancellationToken cancellationToken);

    /// <summary>This shard's part of the collection's term statistics for a query.</summary>
    /// <param name="text">The query's text.</param>
    /// <param name="view">What is counted: the documents that a caller sees; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("GetStatistics")]
    Task<ShardStatistics> GetStatisticsAsync(string text, AccessView? view, CancellationToken cancellationToken);

    /// <summary>
    /// A chunk and up to <paramref name="context"/> neighbours on each side, in document order; empty when the chunk does not answer (any
    /// more).
    /// </summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="context">Neighbours wanted on each side.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("FindChunk")]
    Task<Passage[]> FindChunkAsync(ChunkId chunk, int context, CancellationToken cancellationToken);

    /// <summary>A document's chunks in order; empty when it does not answer.</summary>
    /// <param name="document">The document.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("ListChunks")]
    Task<Chunk[]> ListChunksAsync(DocumentId document, CancellationToken cancellationToken);

    /// <summary>Where this replica stands.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("GetStatus")]
    Task<ShardStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>Reads the replica's files whole and compares them with their checksums; what is damaged is rebuilt from the log.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was damaged.</returns>
    [AlwaysInterleave]
    [Alias("Verify")]
    Task<string[]> VerifyAsync(CancellationToken cancellationToken);

    /// <summary>Frees the replica's memory: its collection is deleted, or another silo holds it.</summary>
    [Alias("Release")]
    Task ReleaseAsync();
}
