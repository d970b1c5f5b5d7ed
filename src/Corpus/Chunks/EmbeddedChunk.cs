namespace RagCluster.Corpus.Chunks;

/// <summary>A chunk and its embedding.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Vector">The unit-length embedding; empty when the collection has no embedding model.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.EmbeddedChunk")]
public sealed record EmbeddedChunk([property: Id(0)] Chunk Chunk, [property: Id(1)] float[] Vector);
