using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading;

/// <summary>A document as text: what was readable in it, with its structure as spans over that text.</summary>
/// <remarks>
/// Invariant: <see cref="Text"/> has '\n' line ends, is in Unicode normalization form C and holds no control characters
/// besides '\n' and '\t'. Every offset is a UTF-16 offset into it.
/// </remarks>
/// <param name="Title">The document's own title, otherwise its first heading, otherwise its file name without extension.</param>
/// <param name="Text">The extracted text.</param>
/// <param name="Format">The format that the content turned out to have.</param>
/// <param name="Blocks">Blocks in order; they do not overlap and together cover all non-blank text.</param>
/// <param name="Pages">Pages in order; empty for formats without pages.</param>
public sealed record ExtractedDocument(
    string Title,
    string Text,
    DocumentFormat Format,
    IReadOnlyList<TextBlock> Blocks,
    IReadOnlyList<PageSpan> Pages
)
{
    /// <summary>
    /// The lines of the file that the text comes from: places in order, between which each line end of the text is one of the file.
    /// Empty for a format whose files have no lines, or when they are not known.
    /// </summary>
    public IReadOnlyList<SourceLine> Lines { get; init; } = [];

    /// <summary>The links in order, none touching another; none for a format that has none, and PDF.</summary>
    public IReadOnlyList<TextLink> Links { get; init; } = [];
}
