using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace RagCluster.Text.Reading;

/// <summary>
/// What Markdown's dialects write around a note to say what it is: containers (<c>::: warning</c>, VitePress, Docusaurus), fences that
/// hold text instead of code (<c>```{warning}</c>, MyST; <c>```eval_rst</c> with a directive of reStructuredText), and the alerts of
/// Obsidian, which have a title (<c>> [!warning] Title</c>).
/// </summary>
internal static partial class MarkdownDirectives
{
    /// <summary>What a container is called, and whether it is a note; null for one without a name.</summary>
    internal static (string Label, bool IsNote)? Find(CustomContainer container)
    {
        Match said = Container().Match($"{container.Info} {container.Arguments}");
        string title = PlainText(said.Groups["title"].Value);
        if (NoteLabels.Of(said.Groups["kind"].Value) is { } kind)
            return (NoteLabels.Of(kind, title), true);
        return container.Info == "details" && title.Length > 0 ? (title, false) : null;
    }

    /// <summary>The note in a fence.</summary>
    /// <param name="fence">The fence.</param>
    /// <returns>
    /// What it is, its text as Markdown, and the line of the fence's content, from 0, that the text begins on; null for code.
    /// </returns>
    internal static (string Label, string Body, int Line)? Find(FencedCodeBlock fence)
    {
        if (NoteLabels.Of(fence.Info?.Trim('{', '}')) is { } label && fence.Info!.StartsWith('{'))
            return (NoteLabels.Of(label, PlainText(fence.Arguments ?? "")), fence.Lines.ToString(), 0);
        if (fence.Info is not ("eval_rst" or "{eval-rst}"))
            return null;
        string content = fence.Lines.ToString();
        Match match = Directive().Match(content);
        Group text = match.Groups["text"];
        string body = string.Join('\n', text.Value.Split('\n').Select(line => line.TrimStart()));
        return NoteLabels.Of(match.Groups["kind"].Value) is { } known ? (known, body, content.AsSpan(0, text.Index).Count('\n')) : null;
    }

    /// <summary>Takes the first line of a quote that is an alert with a title, and says what it is called; null for others.</summary>
    internal static string? TakeAlert(QuoteBlock quote)
    {
        if (quote.FirstOrDefault() is not ParagraphBlock { Inline: { } inlines })
            return null;
        Inline[] line = [.. inlines.TakeWhile(inline => inline is not LineBreakInline)];
        Match match = Alert().Match(string.Concat(line.Select(PlainText)));
        if (NoteLabels.Of(match.Groups["kind"].Value) is not { } kind)
            return null;
        foreach (Inline inline in line)
            inline.Remove();
        (inlines.FirstChild as LineBreakInline)?.Remove();
        return NoteLabels.Of(kind, match.Groups["title"].Value);
    }

    private static string PlainText(string title) => Markdown.ToPlainText(title).Trim();

    private static string PlainText(Inline inline) =>
        inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            ContainerInline container => MarkdownInlines.Text(container).Text,
            _ => "",
        };

    // One directive with all that is indented below it.
    [GeneratedRegex(@"\A\s*\.\. (?<kind>[a-z]+)::[ \t]*(?<text>.*(?:\n(?:[ \t]+.*|[ \t]*))*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Directive();

    // warning Title; {warning} Title; warning[Title]
    [GeneratedRegex(@"\A\{?(?<kind>[\w-]+)\}?\s*(?:\[(?<title>.*)\]|(?<title>.*))\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Container();

    [GeneratedRegex(@"\A\[!(?<kind>\w+)\][+-]?\s+(?<title>\S.*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Alert();
}
