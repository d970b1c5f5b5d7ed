namespace RagCluster.Corpus.Chunks;

/// <summary>Which line of its original file a place of a document's extracted text comes from.</summary>
/// <param name="Start">The place in the extracted text (UTF-16 code units).</param>
/// <param name="Number">The line of the file, from 1.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ChunkLine")]
public readonly record struct ChunkLine([property: Id(0)] int Start, [property: Id(1)] int Number);
