using System.Text.RegularExpressions;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// Makes a model's sentence plain text: no image, no markup, no address that the passages do not hold. A page that renders an
/// image or a link of an attacker's choice sends the conversation to him.
/// </summary>
internal sealed partial class OutputCleaner
{
    private readonly HashSet<string> _addresses;

    internal OutputCleaner(IEnumerable<PassageText> passages) =>
        _addresses = passages
            .SelectMany(p => Address().Matches(p.WithoutModelDirected()).Select(m => Trimmed(m.Value)))
            .ToHashSet(StringComparer.Ordinal);

    internal string Clean(string sentence)
    {
        string text = InvisibleText.Remove(sentence);
        text = Image().Replace(text, " ");
        text = ReferenceDefinition().Replace(text, " ");
        text = Link()
            .Replace(
                text,
                m =>
                    _addresses.Contains(Trimmed(m.Groups["to"].Value))
                        ? $"{m.Groups["text"].Value} ({m.Groups["to"].Value})"
                        : m.Groups["text"].Value
            );
        text = Tag().Replace(text, " ");
        text = Address().Replace(text, m => _addresses.Contains(Trimmed(m.Value)) ? m.Value : "");
        text = Markup().Replace(text, "");
        return LoneStop().Replace(Spaces().Replace(text, " "), ".").Trim();
    }

    private static string Trimmed(string address) => address.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '>');

    [GeneratedRegex(@"!\[[^\]]*\]\s*(\([^)]*\)?|\[[^\]]*\]?)", RegexOptions.NonBacktracking)]
    private static partial Regex Image();

    [GeneratedRegex(@"^\s*\[[^\]]+\]:\s*\S+", RegexOptions.NonBacktracking)]
    private static partial Regex ReferenceDefinition();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\(\s*<?(?<to>[^)\s>]*)[^)]*\)?", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"</?[A-Za-z!][^>]*>?", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(
        @"(?i)(\b(https?|ftps?|wss?|file|data|javascript|vbscript|mailto|blob):[^\s<>""]+|(^|[^\w@.:])//[\w.-]+\.\w+[^\s<>""]*|\bwww\.[^\s<>""]+|\b[\w.+-]+@[\w-]+\.[\w.-]+)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Address();

    [GeneratedRegex(@"\*\*|__|^#{1,6}\s+|^\s*[-*•]\s+|^>\s+|`", RegexOptions.NonBacktracking)]
    private static partial Regex Markup();

    // What was taken out leaves a space before the full stop; that of ".NET" belongs to the word.
    [GeneratedRegex(@" \.(?=\s|$)")]
    private static partial Regex LoneStop();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
