using RagCluster.Corpus.Chunks;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>What a shard found, each leg best first.</summary>
/// <param name="Bm25">Hits by BM25.</param>
/// <param name="Vectors">Hits by cosine.</param>
/// <param name="Position">The log position that the search saw.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardSearchReply")]
public sealed record ShardSearchReply(
    [property: Id(0)] ShardHit[] Bm25,
    [property: Id(1)] ShardHit[] Vectors,
    [property: Id(2)] long Position
)
{
    /// <summary>The log that the position is of, see <see cref="ShardPosition.Lineage"/>.</summary>
    [Id(3)]
    public long Lineage { get; init; }

    /// <summary>How long the BM25 leg took, without transport.</summary>
    [Id(4)]
    public TimeSpan Bm25Took { get; init; }

    /// <summary>How long the vector leg took, without transport.</summary>
    [Id(5)]
    public TimeSpan VectorsTook { get; init; }

    /// <summary>By what the calibrated search effort was multiplied; null for 1.</summary>
    [Id(6)]
    public double? Effort { get; init; }
}
