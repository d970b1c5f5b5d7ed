using RagCluster.Corpus.Metadata;

namespace RagCluster.Backup.Asking;

/// <summary>A passage that a server found.</summary>
/// <param name="Document">The document's id.</param>
/// <param name="Chunk">The chunk's id.</param>
/// <param name="Start">Its first character in the document's text.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Text">Its text.</param>
/// <param name="Metadata">Its document's metadata, with the list of readers; null where the server keeps that list to itself.</param>
/// <param name="Score">The score that ranked it.</param>
/// <param name="Vector">The cosine of its vector; null where the vectors did not find it.</param>
/// <param name="Bm25">Its BM25 score; null where the words did not find it.</param>
public sealed record AskedHit(
    string Document,
    string Chunk,
    int Start,
    int End,
    string Text,
    IReadOnlyDictionary<string, MetadataValue>? Metadata,
    double Score,
    double? Vector,
    double? Bm25
);
