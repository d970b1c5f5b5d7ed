namespace RagCluster.Corpus.Chunks;

/// <summary>A block of a document, or the part of it that lies in a chunk.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First character in the extracted text (UTF-16 code units).</param>
/// <param name="End">One past the last character.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ChunkBlock")]
public sealed record ChunkBlock([property: Id(0)] ChunkBlockKind Kind, [property: Id(1)] int Start, [property: Id(2)] int End)
{
    /// <summary>
    /// The lines at the beginning of a table that are its caption and its head, of which the last names the columns; 0 when it has none
    /// here.
    /// </summary>
    [Id(3)]
    public int HeadLines { get; init; }

    /// <summary>The language of code as its document names it (<c>csharp</c>); empty when it names none.</summary>
    [Id(4)]
    public string Language { get; init; } = "";
}
