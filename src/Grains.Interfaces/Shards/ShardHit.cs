using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>A chunk that one leg of the search found, with its score in both legs.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Uri">The document's URI or name.</param>
/// <param name="Metadata">The document's metadata.</param>
/// <param name="Bm25">Its BM25 score; null when that leg did not run.</param>
/// <param name="Vector">Its cosine with the query; null when that leg did not run.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardHit")]
public sealed record ShardHit(
    [property: Id(0)] Chunk Chunk,
    [property: Id(1)] string Title,
    [property: Id(2)] string Uri,
    [property: Id(3)] Dictionary<string, MetadataValue> Metadata,
    [property: Id(4)] double? Bm25,
    [property: Id(5)] double? Vector
);
