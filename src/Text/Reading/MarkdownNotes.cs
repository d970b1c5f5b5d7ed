using System.Text;
using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace RagCluster.Text.Reading;

/// <summary>
/// Notes and tabs as Python-Markdown and MkDocs write them: a line <c>!!! note "Title"</c>, <c>??? tip</c> or <c>=== "Tab"</c>, and below
/// it a body that is indented by four, which CommonMark takes for code.
/// </summary>
internal static partial class MarkdownNotes
{
    private const int Indentation = 4;

    /// <summary>The note that begins with a paragraph.</summary>
    /// <param name="source">The Markdown that was parsed.</param>
    /// <param name="document">What it was parsed to.</param>
    /// <param name="at">The paragraph's place among the document's blocks.</param>
    /// <returns>
    /// What it is, empty for a tab; its title, empty for none; its body as Markdown, and the line of the source from 0 that it begins on;
    /// and how many blocks it takes.
    /// Null where there is no note.
    /// </returns>
    internal static (string Kind, string Title, string Body, int Line, int Blocks)? Find(string source, MarkdownDocument document, int at)
    {
        if (document[at] is not ParagraphBlock first)
            return null;
        ReadOnlySpan<char> begin = source.AsSpan(first.Span.Start, first.Span.Length);
        int line = begin.IndexOf('\n');
        Match match = FirstLine().Match((line < 0 ? begin : begin[..line]).TrimEnd().ToString());
        if (!match.Success)
            return null;
        int last = at;
        while (last + 1 < document.Count && document[last + 1] is CodeBlock and not FencedCodeBlock)
            last++;
        int from = line < 0 ? first.Span.End + 1 : first.Span.Start + line + 1;
        string outdented = Outdented(source.AsSpan(from, Math.Max(0, document[last].Span.End + 1 - from)));
        string body = outdented.TrimStart('\n');
        // What is left of the first line, nothing, is a line of the body where no other follows it within the paragraph.
        int bodyLine = first.Line + (line < 0 ? 0 : 1) + outdented.Length - body.Length;
        return body.Length == 0 ? null : (match.Groups["kind"].Value, match.Groups["title"].Value, body, bodyLine, last - at + 1);
    }

    private static string Outdented(ReadOnlySpan<char> lines)
    {
        StringBuilder body = new(lines.Length);
        foreach (ReadOnlySpan<char> line in lines.EnumerateLines())
        {
            int indented = 0;
            while (indented < Math.Min(Indentation, line.Length) && line[indented] == ' ')
                indented++;
            if (indented == 0 && line.StartsWith('\t'))
                indented = 1;
            body.Append(line[indented..]).Append('\n');
        }

        return body.ToString().TrimEnd('\n');
    }

    [GeneratedRegex(
        """^(?:(?:!!!|\?\?\?\+?)[ \t]+(?<kind>[\w-]+)(?:[ \t]+[\w-]+)*(?:[ \t]+"(?<title>[^"]*)")?|===[+!]?[ \t]+"(?<title>[^"]+)")$""",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex FirstLine();
}
