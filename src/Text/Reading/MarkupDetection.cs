using System.Text.RegularExpressions;

namespace RagCluster.Text.Reading;

/// <summary>Tells HTML, Markdown and plain text apart by their content; the name decides only between the last two.</summary>
internal static partial class MarkupDetection
{
    private const int SampleCharacters = 20_000;

    private static readonly string[] MarkdownExtensions = [".md", ".markdown", ".mdown", ".mkd", ".mdx"];
    private static readonly string[] PlainExtensions =
    [
        ".txt",
        ".text",
        ".log",
        ".csv",
        ".tsv",
        ".json",
        ".xml",
        ".yaml",
        ".yml",
        ".ipynb",
    ];

    /// <summary>The format of decoded text.</summary>
    internal static DocumentFormat Detect(string text, string name)
    {
        string sample = text[..Math.Min(text.Length, SampleCharacters)];
        if (HtmlStart().IsMatch(sample))
            return DocumentFormat.Html;
        bool isMarkdown = LooksLikeMarkdown(sample);
        if (!isMarkdown && FragmentStart().IsMatch(sample) && IsMostlyTags(sample))
            return DocumentFormat.Html;
        string extension = Path.GetExtension(name);
        if (MarkdownExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            return DocumentFormat.Markdown;
        if (PlainExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            return DocumentFormat.PlainText;
        return isMarkdown ? DocumentFormat.Markdown : DocumentFormat.PlainText;
    }

    // Two different marks: prose may hold a line that begins with '#' or a pair of brackets by chance.
    private static bool LooksLikeMarkdown(string text)
    {
        int marks =
            (AtxHeading().IsMatch(text) ? 1 : 0)
            + (Fence().IsMatch(text) ? 1 : 0)
            + (Link().IsMatch(text) ? 1 : 0)
            + (Emphasis().IsMatch(text) ? 1 : 0)
            + (TableRule().IsMatch(text) ? 1 : 0)
            + (FrontMatter().IsMatch(text) ? 1 : 0);
        return marks >= 2;
    }

    private static bool IsMostlyTags(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Count(l => l.StartsWith('<')) * 2 >= lines.Length;
    }

    [GeneratedRegex(
        @"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking
    )]
    private static partial Regex HtmlStart();

    [GeneratedRegex(
        @"\A\s*<(?:p|div|h[1-6]|article|section|main|table|ul|ol|dl|header|nav|pre|blockquote|span|title|meta)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex FragmentStart();

    [GeneratedRegex(@"^#{1,6} \S", RegexOptions.Multiline)]
    private static partial Regex AtxHeading();

    [GeneratedRegex(@"^(?:```|~~~)", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\[[^\]\n]{1,100}\]\([^)\s]{1,300}\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*[^*\s][^*\n]{0,100}\*\*|`[^`\n]{1,100}`")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"^\|?(?: ?:?-{3,}:? ?\|)+", RegexOptions.Multiline)]
    private static partial Regex TableRule();

    [GeneratedRegex(@"\A---\n[A-Za-z_]+:")]
    private static partial Regex FrontMatter();
}
