using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Evidence;

/// <summary>
/// Divides a chunk's text into units: blocks at blank lines, tables by row, the rest by the sentence splitter, and short lines
/// of their own as the headings of what follows.
/// </summary>
internal static class UnitReader
{
    /// <summary>Units of a chunk that are read; a chunk has some ten, so this bites only on broken input.</summary>
    internal const int UnitsMax = 512;

    private const int HeadingTokensMax = 10;
    private const string NoHeadingEnds = ".!?:;,…。！？";

    /// <summary>Whether a text ends with a mark of a question, in any script that has one.</summary>
    internal static bool IsQuestion(ReadOnlySpan<char> text) => text[^1] is '?' or '？' or '؟';

    internal static List<EvidenceUnit> Read(string text)
    {
        List<EvidenceUnit> units = new();
        List<TextSpan> blocks = BlocksOf(text);
        for (int i = 0; i < blocks.Count && units.Count < UnitsMax; i++)
            ReadBlock(text, blocks[i], IsNumberedHeading(text, blocks, i), units);

        AssignHeadings(units);
        return units;
    }

    private static List<TextSpan> BlocksOf(string text)
    {
        List<TextSpan> blocks = new();
        int open = 0;
        while (open < text.Length && blocks.Count < UnitsMax)
        {
            int gap = text.IndexOf("\n\n", open, StringComparison.Ordinal);
            int end = gap < 0 ? text.Length : gap;
            TextSpan block = new TextSpan(open, end).Trim(text);
            if (block.Length > 0)
                blocks.Add(block);
            open = gap < 0 ? text.Length : gap + 2;
        }

        return blocks;
    }

    // "1. Time for returns" above a paragraph is a heading; between lines of its own kind it is an item of a list with wide spacing.
    private static bool IsNumberedHeading(string text, List<TextSpan> blocks, int at) =>
        at + 1 < blocks.Count
        && IsNumberedLine(text, blocks[at])
        && !IsNumberedLine(text, blocks[at + 1])
        && (at == 0 || !IsNumberedLine(text, blocks[at - 1]));

    private static bool IsNumberedLine(string text, TextSpan block) =>
        char.IsAsciiDigit(text[block.Start])
        && !NoHeadingEnds.Contains(text[block.End - 1])
        && text.IndexOf('\n', block.Start, block.Length) < 0
        && KindOf(text, block) == UnitKind.ListItem;

    private static void ReadBlock(string text, TextSpan block, bool isNumberedHeading, List<EvidenceUnit> units)
    {
        if (isNumberedHeading)
        {
            Add(text, block, UnitKind.Heading, null, units);
            return;
        }

        List<TextSpan> lines = LinesOf(text, block);
        if (lines.Count > 1 && lines.TrueForAll(l => IsRow(text.AsSpan(l.Start, l.Length))))
        {
            int head = units.Count;
            foreach (TextSpan line in lines)
            {
                if (!IsRule(text.AsSpan(line.Start, line.Length)))
                    Add(text, line, UnitKind.TableRow, units.Count == head ? null : head, units);
            }

            return;
        }

        bool isTitle = lines.Count == 1 && !NoHeadingEnds.Contains(text[block.End - 1]) && KindOf(text, block) != UnitKind.ListItem;
        foreach (TextSpan span in SentenceSplitter.Split(text, block.Start, block.End))
        {
            UnitKind kind = isTitle && span == block ? UnitKind.Heading : KindOf(text, span);
            Add(text, span, kind, kind == UnitKind.ListItem ? LeadIn(text, units) : null, units);
        }
    }

    private static void Add(string text, TextSpan span, UnitKind kind, int? context, List<EvidenceUnit> units)
    {
        if (units.Count == UnitsMax)
            return;
        List<Token> tokens = Tokens.Read(text, span.Start, span.End);
        if (kind == UnitKind.Heading && tokens.Count > HeadingTokensMax)
            kind = UnitKind.Sentence;
        units.Add(new EvidenceUnit(span, kind, context, tokens));
    }

    private static List<TextSpan> LinesOf(string text, TextSpan block)
    {
        List<TextSpan> lines = new();
        for (int at = block.Start; at < block.End; )
        {
            int newline = text.IndexOf('\n', at, block.End - at);
            int end = newline < 0 ? block.End : newline;
            lines.Add(new TextSpan(at, end).Trim(text));
            at = end + 1;
        }

        return lines;
    }

    private static UnitKind KindOf(string text, TextSpan span)
    {
        ReadOnlySpan<char> line = text.AsSpan(span.Start, span.Length);
        if (line.StartsWith('#') && line.TrimStart('#').StartsWith(" ") && !line.Contains('\n'))
            return UnitKind.Heading;
        if (line.Length > 2 && line[0] is '-' or '*' or '+' or '•' or '◦' or '▪' or '‣' && line[1] == ' ')
            return UnitKind.ListItem;
        int digits = 0;
        while (digits < line.Length && digits < 4 && char.IsAsciiDigit(line[digits]))
            digits++;
        bool isNumbered = digits > 0 && digits + 1 < line.Length && line[digits] is '.' or ')' && line[digits + 1] == ' ';
        return isNumbered ? UnitKind.ListItem : UnitKind.Sentence;
    }

    private static bool IsRow(ReadOnlySpan<char> line) => line.Contains(" | ", StringComparison.Ordinal) || line.StartsWith('|');

    private static bool IsRule(ReadOnlySpan<char> line) => line.IndexOfAnyExcept("|-: \t\r") < 0;

    // The sentence with a colon that a list hangs on.
    private static int? LeadIn(string text, List<EvidenceUnit> units)
    {
        if (units.Count == 0)
            return null;
        if (units[^1].Kind == UnitKind.ListItem)
            return units[^1].Context;
        return text[units[^1].Span.End - 1] == ':' ? units.Count - 1 : null;
    }

    // A line of its own with nothing after it, or above another such line, is content: "Warranty", "24 months".
    private static void AssignHeadings(List<EvidenceUnit> units)
    {
        for (int i = units.Count - 1; i >= 0; i--)
        {
            bool isLast = i + 1 == units.Count || units[i + 1].Kind == UnitKind.Heading;
            bool follows = i > 0 && units[i - 1].Kind == UnitKind.Heading;
            if (units[i].Kind == UnitKind.Heading && isLast && follows)
                units[i] = units[i] with { Kind = UnitKind.Sentence };
        }

        int? heading = null;
        for (int i = 0; i < units.Count; i++)
        {
            if (units[i].Kind == UnitKind.Heading)
                heading = i;
            else
                units[i] = units[i] with { Heading = heading };
        }
    }
}
