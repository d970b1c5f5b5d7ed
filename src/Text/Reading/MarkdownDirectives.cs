using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Syntax;

namespace RagCluster.Text.Reading;

/// <summary>
/// What Markdown's dialects write around a note to say what it is: containers (<c>::: warning</c>, VitePress, Docusaurus) and fences that
/// hold text instead of code (<c>```{warning}</c>, MyST; <c>```eval_rst</c> with a directive of reStructuredText).
/// </summary>
internal static partial class MarkdownDirectives
{
    private static readonly FrozenSet<string> Notes = "note tip hint info important warning caution danger attention error alert"
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a note is called where its page gives it no title; null for what is no note.</summary>
    /// <param name="kind">Its kind, such as <c>warning</c>.</param>
    internal static string? LabelOf(string? kind) =>
        kind is not null && Notes.TryGetValue(kind, out string? known) ? char.ToUpperInvariant(known[0]) + known[1..] : null;

    /// <summary>What a container says of its text; null for nothing.</summary>
    internal static string? LabelOf(CustomContainer container) =>
        LabelOf(container.Info) is var label
        && container.Arguments is { Length: > 0 } title
        && (label is not null || container.Info == "details")
            ? PlainText(title)
            : label;

    /// <summary>The note in a fence.</summary>
    /// <param name="fence">The fence.</param>
    /// <returns>
    /// What it is, its text as Markdown, and the line of the fence's content, from 0, that the text begins on; null for code.
    /// </returns>
    internal static (string Label, string Body, int Line)? Find(FencedCodeBlock fence)
    {
        if (LabelOf(fence.Info?.Trim('{', '}')) is { } label && fence.Info!.StartsWith('{'))
            return (fence.Arguments is { Length: > 0 } title ? PlainText(title) : label, fence.Lines.ToString(), 0);
        if (fence.Info is not ("eval_rst" or "{eval-rst}"))
            return null;
        string content = fence.Lines.ToString();
        Match match = Directive().Match(content);
        Group text = match.Groups["text"];
        string body = string.Join('\n', text.Value.Split('\n').Select(line => line.TrimStart()));
        return LabelOf(match.Groups["kind"].Value) is { } known ? (known, body, content.AsSpan(0, text.Index).Count('\n')) : null;
    }

    private static string PlainText(string title) => Markdown.ToPlainText(title).Trim();

    // One directive with all that is indented below it.
    [GeneratedRegex(@"\A\s*\.\. (?<kind>[a-z]+)::[ \t]*(?<text>.*(?:\n(?:[ \t]+.*|[ \t]*))*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Directive();
}
