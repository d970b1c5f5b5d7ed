using Orleans;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>A chunk that one leg of the search found.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Uri">The document's URI or name.</param>
/// <param name="Metadata">The document's metadata.</param>
/// <param name="Score">The leg's score.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardHit")]
public sealed record ShardHit(
    [property: Id(0)] Chunk Chunk,
    [property: Id(1)] string Title,
    [property: Id(2)] string Uri,
    [property: Id(3)] Dictionary<string, MetadataValue> Metadata,
    [property: Id(4)] double Score);
