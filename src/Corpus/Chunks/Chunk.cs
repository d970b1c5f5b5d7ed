namespace RagCluster.Corpus.Chunks;

/// <summary>
/// A span of a document's extracted text: the unit of retrieval. <c>Text</c> equals the extracted text from <c>Start</c> to <c>End</c>.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">First character in the extracted text (UTF-16 code units).</param>
/// <param name="End">One past the last character.</param>
/// <param name="Text">The span's text, verbatim.</param>
/// <param name="HeadingPath">The headings above it, outermost first.</param>
/// <param name="PageFirst">The page that it begins on, from 1; null for a format without pages.</param>
/// <param name="PageLast">The page that it ends on, from 1; null for a format without pages.</param>
/// <param name="TokenCount">Its length in the chunker's tokens.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.Chunk")]
public sealed record Chunk(
    [property: Id(0)] ChunkId Id,
    [property: Id(1)] int Start,
    [property: Id(2)] int End,
    [property: Id(3)] string Text,
    [property: Id(4)] string[] HeadingPath,
    [property: Id(5)] int? PageFirst,
    [property: Id(6)] int? PageLast,
    [property: Id(7)] int TokenCount
)
{
    /// <summary>
    /// Where each page after <c>PageFirst</c> begins within the span, as offsets in the extracted text, in order; empty when the span lies
    /// on one page.
    /// </summary>
    [Id(8)]
    public int[] PageBreaks { get; init; } = [];

    /// <summary>
    /// What the reader knew of its text: the document's blocks that lie in it, in order, none touching another; empty when that is not
    /// known.
    /// </summary>
    [Id(9)]
    public ChunkBlock[] Blocks { get; init; } = [];

    /// <summary>What stands before it and without which its first block can't be read; null for nothing.</summary>
    [Id(10)]
    public ChunkLead? Lead { get; init; }

    /// <summary>
    /// The lines of the original file that its text comes from, in order; the first holds from its start, or its lead's. Between two places
    /// each line end of the text is one of the file. Empty for a format whose files have no lines, or when they are not known.
    /// </summary>
    [Id(11)]
    public ChunkLine[] Lines { get; init; } = [];

    // A silo of an earlier build sends none, and no initializer runs when it is read.
    /// <summary>The links in its text, in order, none touching another.</summary>
    [Id(12)]
    public ChunkLink[] Links
    {
        get => field ?? [];
        init;
    } = [];

    /// <summary>The page that an offset of the extracted text lies on; null for a format without pages.</summary>
    /// <param name="offset">An offset from <c>Start</c> to <c>End</c>.</param>
    public int? PageAt(int offset) => PageFirst + PageBreaks.Count(pageBreak => pageBreak <= offset);

    /// <summary>
    /// The line of the original file, from 1, that an offset of the extracted text comes from; null when it is not known.
    /// </summary>
    /// <param name="offset">An offset from <c>Start</c> to <c>End</c>, or the lead's start.</param>
    public int? LineAt(int offset)
    {
        int known = Array.FindLastIndex(Lines, line => line.Start <= offset);
        if (known < 0)
            return null;
        int from = Math.Clamp(Lines[known].Start - Start, 0, Text.Length);
        int to = Math.Clamp(offset - Start, from, Text.Length);
        return Lines[known].Number + Text.AsSpan(from, to - from).Count('\n');
    }
}
