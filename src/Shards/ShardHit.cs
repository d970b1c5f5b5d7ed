using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Shards;

/// <summary>A chunk that a leg found.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Title">Its document's title.</param>
/// <param name="Uri">Its document's URI or name.</param>
/// <param name="Metadata">Its document's metadata; shared with the shard, not to be changed.</param>
/// <param name="Scores">Its score in both legs, whichever leg found it, so that fusion never has to guess.</param>
public sealed record ShardHit(Chunk Chunk, string Title, string Uri, Dictionary<string, MetadataValue> Metadata, LegScores Scores);
