using System.Text.RegularExpressions;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;
using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading;

/// <summary>The readable text of Markdown's inline elements: links, image descriptions, code; no marks and no tags.</summary>
internal static partial class MarkdownInlines
{
    internal static LinkedText Text(ContainerInline? inlines)
    {
        LinkedTextBuilder text = new();
        if (inlines is not null)
            Append(text, inlines);
        return text.Take();
    }

    /// <summary>
    /// Whether a paragraph is nothing but links in small print, such as "snippet source | anchor" below a generated code block: a way to
    /// somewhere else, and no content.
    /// </summary>
    internal static bool IsFinePrint(ContainerInline inlines)
    {
        if (
            inlines.FirstChild is not HtmlInline first
            || inlines.LastChild is not HtmlInline last
            || !IsTag(first, "<su") && !IsTag(first, "<small")
        )
            return false;
        int links = 0;
        bool isInLink = false;
        foreach (Inline inline in inlines)
        {
            if (inline is HtmlInline html)
            {
                isInLink = IsTag(html, "<a ") || (isInLink && !IsTag(html, "</a"));
                links += IsTag(html, "<a ") ? 1 : 0;
            }
            else if (inline is LinkInline { IsImage: false })
            {
                links++;
            }
            else if (!isInLink && (inline is not LiteralInline literal || HasWord(literal.Content.AsSpan())))
            {
                return false;
            }
        }

        return links > 0 && IsTag(last, "</");
    }

    private static bool IsTag(HtmlInline html, string start) => html.Tag.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static bool HasWord(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c))
                return true;
        }

        return false;
    }

    // Depth is bounded by Markdig, which refuses deeper nesting while parsing.
    private static void Append(LinkedTextBuilder text, ContainerInline inlines)
    {
        foreach (Inline inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Text.Append(entity.Transcoded.AsSpan());
                    break;
                case LineBreakInline line:
                    text.Text.Append(line.IsHard ? '\n' : ' ');
                    break;
                case AutolinkInline link:
                    bool opened = text.TryOpen(link.IsEmail ? $"mailto:{link.Url}" : link.Url);
                    text.Text.Append(link.Url);
                    if (opened)
                        text.Close();
                    break;
                case HtmlInline html:
                    AppendTag(text, html);
                    break;
                case TaskList task:
                    text.Text.Append(task.Checked ? "[x]" : "[ ]");
                    break;
                case FootnoteLink:
                    break;
                case LinkInline { IsImage: false } link when text.TryOpen(link.Url):
                    Append(text, link);
                    text.Close();
                    break;
                case ContainerInline container:
                    Append(text, container);
                    break;
            }
        }
    }

    private static void AppendTag(LinkedTextBuilder text, HtmlInline html)
    {
        if (IsTag(html, "<br"))
            text.Text.Append('\n');
        else if (IsTag(html, "<a "))
            text.TryOpen(System.Net.WebUtility.HtmlDecode(Reference().Match(html.Tag).Groups["target"].Value));
        else if (IsTag(html, "</a"))
            text.Close();
    }

    [GeneratedRegex("""\shref\s*=\s*(["'])(?<target>.*?)\1""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Reference();
}
