using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading;

/// <summary>
/// What is asked of Markdown's tables: their captions, as Pandoc writes them (<c>Table: Prices</c> above or below, <c>: Prices</c> below),
/// and a reasonable size. Those that the parser would fill up with empty cells are refused: it gives each row as many cells as the widest,
/// so that 386 kB of text, a header of 20,000 cells over 3,000 rows, take 7 GB.
/// </summary>
internal static partial class MarkdownTables
{
    // A hundred bytes each: within what a worker may take for a small file. A table of 10,000 rows and 100 columns is no document.
    private const long CellsMax = 1_000_000;

    private const string CaptionMark = "Table:";

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

    /// <summary>The caption that a paragraph beside a table is; null for a paragraph of another kind.</summary>
    internal static LinkedText? Caption(Block block)
    {
        if (block is not ParagraphBlock { Inline: { } inlines })
            return null;
        LinkedText text = MarkdownInlines.Text(inlines);
        return text.Text.StartsWith(CaptionMark, StringComparison.Ordinal) ? text.As(text.Text[CaptionMark.Length..].TrimStart()) : null;
    }

    /// <summary>The table at a block of a document or below it, with the paragraph that is its caption; null for none.</summary>
    internal static (Table Table, Block Caption)? WithCaption(MarkdownDocument document, int at)
    {
        if (at + 1 == document.Count)
            return null;
        return (document[at], document[at + 1]) switch
        {
            (Table table, var below) when Caption(below) is not null => (table, below),
            (var above, Table table) when Caption(above) is not null => (table, above),
            _ => null,
        };
    }

    /// <summary>The same Markdown with the captions below tables as paragraphs; otherwise rows would be terms that they define.</summary>
    internal static string WithCaptions(string text) => CaptionBelow().Replace(text, $"${{table}}{CaptionMark} ");

    [GeneratedRegex(@"(?<table>^[|+][^\n]*\n[ \t]*\r?\n):[ \t]+", RegexOptions.Multiline)]
    private static partial Regex CaptionBelow();
}
