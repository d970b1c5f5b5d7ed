using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;

namespace RagCluster.Grounding.Generating;

/// <summary>Reads a chunk with those around it, in document order; empty when it does not answer any more.</summary>
/// <param name="chunk">The chunk.</param>
/// <param name="cancellationToken">Ends the work.</param>
public delegate Task<Passage[]> ReadNeighbours(ChunkId chunk, CancellationToken cancellationToken);
