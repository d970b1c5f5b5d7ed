using System.Text.RegularExpressions;
using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Reading;

/// <summary>Plain text: kept as it is but for normalization; paragraphs by blank lines, headings by the forms that people type.</summary>
internal static partial class PlainTextReader
{
    private const int HeadingLengthMax = 80;

    internal static ExtractedDocument Read(string decoded, string name)
    {
        string text = TextNormalizer.Normalize(decoded).Trim();
        if (text.Length == 0)
            throw DocumentBuilder.HoldsNoText();
        if (text.Length > ReadingLimits.CharactersMax)
            throw DocumentBuilder.TooLong();
        List<TextBlock> blocks = new();
        foreach (TextSpan paragraph in Paragraphs(text))
            AddBlocks(text, paragraph, blocks);
        TextBlock? heading = blocks.FirstOrDefault(b => b.Kind == BlockKind.Heading);
        string title = DocumentTitle.Choose(heading is null ? null : text[heading.Start..heading.End], name);
        return new ExtractedDocument(title, text, DocumentFormat.PlainText, blocks, []) { Lines = LinesOf(decoded, text) };
    }

    private static IReadOnlyList<SourceLine> LinesOf(string decoded, string text)
    {
        SourceLineList lines = new();
        if (SourceLineList.Match(decoded, text) is { } matched)
            lines.AddAll(text, 0, Array.ConvertAll(matched, line => line + 1), 0);
        return lines.Lines;
    }

    private static IEnumerable<TextSpan> Paragraphs(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int gap = text.IndexOf("\n\n", start, StringComparison.Ordinal);
            int end = gap < 0 ? text.Length : gap;
            TextSpan span = new TextSpan(start, end).Trim(text);
            if (span.Length > 0)
                yield return span;
            start = gap < 0 ? text.Length : gap + 2;
        }
    }

    private static void AddBlocks(string text, TextSpan paragraph, List<TextBlock> blocks)
    {
        (int start, int end) = paragraph;
        int lineEnd = text.AsSpan(start, end - start).IndexOf('\n') is var length and >= 0 ? start + length : end;
        if (lineEnd == end && HeadingLevel(text[start..end]) is var level and > 0)
        {
            blocks.Add(new TextBlock(BlockKind.Heading, start, end, level));
            return;
        }

        if (lineEnd < end && UnderlineLevel(text, lineEnd + 1, end, out int underlineEnd) is var underlined and > 0)
        {
            // The underline stays in the text, so it stays in the block: every visible character has one.
            blocks.Add(new TextBlock(BlockKind.Heading, start, lineEnd, underlined));
            start = underlineEnd;
            blocks.Add(new TextBlock(BlockKind.Paragraph, lineEnd + 1, underlineEnd, 0));
        }

        AddItems(text, new TextSpan(start, end).Trim(text), blocks);
    }

    private static void AddItems(string text, TextSpan body, List<TextBlock> blocks)
    {
        if (body.Length == 0)
            return;
        (int start, bool inItem) = (body.Start, false);
        for (int line = body.Start; line < body.End; )
        {
            int next = text.IndexOf('\n', line, body.End - line) is var found and >= 0 ? found + 1 : body.End;
            if (ItemMark().IsMatch(text.AsSpan(line, next - line)))
            {
                Add(text, new TextSpan(start, line), inItem, blocks);
                (start, inItem) = (line, true);
            }

            line = next;
        }

        Add(text, new TextSpan(start, body.End), inItem, blocks);
    }

    private static void Add(string text, TextSpan span, bool isItem, List<TextBlock> blocks)
    {
        span = span.Trim(text);
        if (span.Length > 0)
            blocks.Add(new TextBlock(isItem ? BlockKind.ListItem : BlockKind.Paragraph, span.Start, span.End, 0));
    }

    private static int UnderlineLevel(string text, int start, int end, out int lineEnd)
    {
        lineEnd = text.IndexOf('\n', start, end - start) is var found and >= 0 ? found : end;
        ReadOnlySpan<char> line = text.AsSpan(start, lineEnd - start).Trim();
        if (line.Length < 3 || line.ContainsAnyExcept(line[0]))
            return 0;
        return line[0] switch
        {
            '=' or '#' or '*' => 1,
            '-' or '~' => 2,
            _ => 0,
        };
    }

    private static int HeadingLevel(string line)
    {
        if (line.Length > HeadingLengthMax || !line.Any(char.IsLetter) || ".!?;,:".Contains(line[^1]))
            return 0;
        Match number = SectionNumber().Match(line);
        if (number.Success)
            return Math.Min(6, number.Groups["number"].Value.Trim('.').Count(c => c == '.') + 2);
        if (PartName().IsMatch(line))
            return 1;
        return line.Count(char.IsLetter) > 3 && !line.Any(char.IsLower) && line.Any(char.IsUpper) ? 2 : 0;
    }

    [GeneratedRegex(@"\A[ \t]*(?:[-*•+–] |\d{1,3}[.)] |[a-zA-Z]\) )")]
    private static partial Regex ItemMark();

    [GeneratedRegex(@"\A(?<number>\d{1,2}(?:\.\d{1,2})*\.?) +\p{Lu}")]
    private static partial Regex SectionNumber();

    [GeneratedRegex(@"\A(?:Chapter|Section|Part|Appendix|CHAPTER|SECTION|PART|APPENDIX) [\dIVXLA-Z]+\b")]
    private static partial Regex PartName();
}
