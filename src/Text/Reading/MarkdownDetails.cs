using Markdig.Syntax;

namespace RagCluster.Text.Reading;

/// <summary>
/// Code in a <c>&lt;details&gt;</c> within Markdown: where no blank line stands before a fence CommonMark takes it for text of the HTML,
/// its author for code.
/// </summary>
internal static class MarkdownDetails
{
    private const int MarkLengthMin = 3;

    /// <summary>
    /// Divides a piece of HTML at the fences that stand in it whole: HTML, for which the fence's first line is null, and code. Each comes
    /// with the line of the piece, from 0, that it begins on.
    /// </summary>
    internal static IEnumerable<(string Text, string? Fence, int Line)> Divide(HtmlBlock html)
    {
        string text = html.Lines.ToString();
        if (!text.AsSpan().TrimStart().StartsWith("<details", StringComparison.OrdinalIgnoreCase))
            return [(text, null, 0)];
        List<(string Text, string? Fence, int Line)> parts = [];
        string[] lines = text.Split('\n');
        (int from, int? opened) = (0, null);
        for (int i = 0; i < lines.Length; i++)
        {
            if (opened is not { } first)
            {
                opened = MarkOf(lines[i]).Length > 0 ? i : null;
            }
            else if (
                lines[i].Trim() is { Length: > 0 } line
                && line.Length == MarkOf(line).Length
                && line.StartsWith(MarkOf(lines[first]), StringComparison.Ordinal)
            )
            {
                parts.Add((string.Join('\n', lines[from..first]), null, from));
                int indented = Indentation(lines[first]);
                IEnumerable<string> code = lines[(first + 1)..i].Select(inner => inner[Math.Min(indented, Indentation(inner))..]);
                parts.Add((string.Join('\n', code), lines[first].Trim(), first + 1));
                (from, opened) = (i + 1, null);
            }
        }

        parts.Add((string.Join('\n', lines[from..]), null, from));
        return parts;
    }

    /// <summary>The language that the first line of a fence names.</summary>
    internal static string LanguageOf(string fence) => fence[MarkOf(fence).Length..];

    private static string MarkOf(string line)
    {
        string plain = line.TrimStart();
        if (plain.Length == 0 || plain[0] is not ('`' or '~'))
            return "";
        string mark = plain[..(plain.Length - plain.TrimStart(plain[0]).Length)];
        return mark.Length >= MarkLengthMin ? mark : "";
    }

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;
}
