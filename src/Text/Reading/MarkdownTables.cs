namespace RagCluster.Text.Reading;

/// <summary>
/// Refuses tables that the parser would fill up with empty cells beyond reason: it gives each row as many cells as the widest, so that 386
/// kB of text, a header of 20,000 cells over 3,000 rows, take 7 GB.
/// </summary>
internal static class MarkdownTables
{
    // A hundred bytes each: within what a worker may take for a small file. A table of 10,000 rows and 100 columns is no document.
    private const long CellsMax = 1_000_000;

    /// <summary>Counts, in each run of lines that hold a bar, the rows and the bars of the widest.</summary>
    /// <exception cref="UnreadableDocumentException">A table has more cells than the limit.</exception>
    internal static void Check(ReadOnlySpan<char> text)
    {
        long rows = 0,
            widest = 0;
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            int bars = line.Count('|');
            (rows, widest) = bars == 0 ? (0, 0) : (rows + 1, Math.Max(widest, bars));
            if (rows * widest > CellsMax)
                throw UnreadableDocumentException.Invalid(
                    $"The Markdown holds a table of more than {CellsMax:N0} cells, each row counted as long as the widest."
                );
        }
    }
}
