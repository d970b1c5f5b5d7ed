using RagCluster.Corpus.Chunks;

namespace RagCluster.Grounding.Citations;

/// <summary>The page of a document that an offset lies on.</summary>
/// <param name="chunk">The chunk, which names the document and its generation.</param>
/// <param name="offset">The offset in the document's extracted text.</param>
/// <returns>The page from 1, or null when it is not known.</returns>
public delegate int? PageLocator(ChunkId chunk, int offset);
