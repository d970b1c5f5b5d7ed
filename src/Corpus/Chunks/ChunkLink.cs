namespace RagCluster.Corpus.Chunks;

/// <summary>Words of a document that link to somewhere.</summary>
/// <param name="Start">First character in the extracted text (UTF-16 code units).</param>
/// <param name="End">One past the last character.</param>
/// <param name="Target">
/// Where they link to, as the document has it: an address by <c>http</c>, <c>https</c> or <c>mailto</c>, or a path as seen from it.
/// </param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ChunkLink")]
public readonly record struct ChunkLink([property: Id(0)] int Start, [property: Id(1)] int End, [property: Id(2)] string Target);
