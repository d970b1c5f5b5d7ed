using RagCluster.Text.Linking;
using RagCluster.Text.Reading;

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
)
{
    /// <summary>
    /// The document's blocks that lie in it, in order, cut where it cuts them; none for a format that does not state its structure.
    /// </summary>
    public IReadOnlyList<TextBlock> Blocks { get; init; } = [];

    /// <summary>
    /// What stands before it and without which its first block can't be read: the head of a table that it goes on with, or the sentence
    /// that leads in the code that it begins with; null for none.
    /// </summary>
    public TextSpan? Lead { get; init; }

    /// <summary>
    /// The lines of the file that its text comes from; the first holds from its start, or its lead's. None when they are not known.
    /// </summary>
    public IReadOnlyList<SourceLine> Lines { get; init; } = [];

    /// <summary>Where each of its pages after the first begins, in order.</summary>
    public IReadOnlyList<int> PageBreaks { get; init; } = [];

    /// <summary>The document's links that lie in it, in order, cut where it cuts them.</summary>
    public IReadOnlyList<TextLink> Links { get; init; } = [];
}
