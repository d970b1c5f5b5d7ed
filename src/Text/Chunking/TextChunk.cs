namespace RagCluster.Text.Chunking;

/// <summary>A piece of a document that is indexed and cited as one. Its text is <c>document.Text[Start..End]</c>.</summary>
/// <param name="Ordinal">Its place among the document's chunks, from 0.</param>
/// <param name="Start">Offset of its first character; not blank.</param>
/// <param name="End">Offset after its last character; that one is not blank.</param>
/// <param name="HeadingPath">The headings it stands under, outermost first, without the document's title.</param>
/// <param name="PageFirst">The page it begins on, from 1; null without pages.</param>
/// <param name="PageLast">The page it ends on; null without pages.</param>
/// <param name="TokenCount">Its tokens, counted sentence by sentence.</param>
public sealed record TextChunk(
    int Ordinal,
    int Start,
    int End,
    IReadOnlyList<string> HeadingPath,
    int? PageFirst,
    int? PageLast,
    int TokenCount
);
