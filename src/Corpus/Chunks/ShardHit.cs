using RagCluster.Corpus.Metadata;

namespace RagCluster.Corpus.Chunks;

/// <summary>A chunk that a leg of a shard's search found.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Title">Its document's title.</param>
/// <param name="Uri">Its document's URI or name.</param>
/// <param name="Metadata">Its document's metadata; shared with the shard, not to be changed.</param>
/// <param name="Scores">Its score in both legs, whichever leg found it, so that fusion never has to guess.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardHit")]
public sealed record ShardHit(
    [property: Id(0)] Chunk Chunk,
    [property: Id(1)] string Title,
    [property: Id(2)] string Uri,
    [property: Id(3)] Dictionary<string, MetadataValue> Metadata,
    [property: Id(4)] LegScores Scores
);
