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
        var text = new StringBuilder();
        if (inlines is not null)
            Append(text, inlines);
        return text.ToString();
    }

    // Depth is bounded by Markdig, which refuses deeper nesting while parsing.
    private static void Append(StringBuilder text, ContainerInline inlines)
    {
        foreach (var inline in inlines)
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
