using System.Text;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;

namespace RagCluster.Text.Reading;

/// <summary>The readable text of Markdown's inline elements: link texts, image descriptions, code; no marks and no tags.</summary>
internal static class MarkdownInlines
{
    internal static string Text(ContainerInline? inlines)
    {
        StringBuilder text = new();
        if (inlines is not null)
            Append(text, inlines);
        return text.ToString();
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
    private static void Append(StringBuilder text, ContainerInline inlines)
    {
        foreach (Inline inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case LineBreakInline line:
                    text.Append(line.IsHard ? '\n' : ' ');
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case HtmlInline html:
                    text.Append(html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase) ? "\n" : string.Empty);
                    break;
                case TaskList task:
                    text.Append(task.Checked ? "[x]" : "[ ]");
                    break;
                case FootnoteLink:
                    break;
                case ContainerInline container:
                    Append(text, container);
                    break;
            }
        }
    }
}
