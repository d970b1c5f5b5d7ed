using System.Text.RegularExpressions;

namespace RagCluster.Text.Reading;

/// <summary>
/// The part of a Markdown file's YAML head that says something to readers: its title, the texts that describe the page, and lists of what
/// its subject has. Read line by line: what a site's generator is told is of no use to who asks.
/// </summary>
internal static partial class FrontMatter
{
    private static readonly string[] Texts =
    [
        "description",
        "summary",
        "abstract",
        "excerpt",
        "lead",
        "intro",
        "overview",
        "subtitle",
        "tagline",
        "text",
        "details",
    ];

    private static readonly string[] Lists = ["features", "highlights"];

    // A longer list is no list of features.
    private const int ListLinesMax = 100;

    /// <summary>The title; null for none.</summary>
    internal static string? Title(string yaml)
    {
        foreach (string line in yaml.Split('\n'))
        {
            if (line.StartsWith("title:", StringComparison.OrdinalIgnoreCase))
                return Unquoted(line["title:".Length..]);
        }

        return null;
    }

    /// <summary>The texts and the items of lists in their order; a feature's text follows its title.</summary>
    internal static IEnumerable<(BlockKind Kind, string Text)> Content(string yaml)
    {
        string[] lines = yaml.Split('\n');
        string title = "";
        for (int i = 0; i < lines.Length; i++)
        {
            (int indent, string key, string value) = Entry(lines[i]);
            if (value is "|" or ">" or "|-" or ">-")
                value = string.Join(' ', lines.Skip(i + 1).TakeWhile(line => Indent(line) > indent).Select(line => line.Trim()));
            if (key == "title" && indent > 0)
                title = Unquoted(value);
            if (Lists.Contains(key) && Items([.. lines.Skip(i).Take(ListLinesMax)], indent, value) is { Count: > 0 } items)
            {
                yield return (BlockKind.Paragraph, $"{char.ToUpperInvariant(key[0])}{key[1..]}:");
                foreach (string item in items)
                    yield return (BlockKind.ListItem, $"- {item}");
            }

            if (!Texts.Contains(key) || value.Length == 0)
                continue;
            string text = Unquoted(value);
            yield return (BlockKind.Paragraph, key == "details" && title.Length > 0 ? $"{title}: {text}" : text);
            title = "";
        }
    }

    // The items of a list that are plain texts: ["one", "two"], or each on a line behind a dash.
    private static List<string> Items(string[] lines, int indent, string value)
    {
        if (value.StartsWith('['))
        {
            int last = Array.FindIndex(lines, line => line.TrimEnd().EndsWith(']'));
            string list = string.Join(' ', lines[..(last + 1)]);
            return [.. Item().Matches(list[(list.IndexOf('[', StringComparison.Ordinal) + 1)..]).Select(item => Unquoted(item.Value))];
        }

        return
        [
            .. lines
                .Skip(1)
                .Select(line => line.TrimEnd())
                .TakeWhile(line => Indent(line) > indent || line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
                .Where(line => line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
                .Select(line => line.TrimStart()[2..].Trim())
                .Where(item => item[0] is '"' or '\'' || !(item.EndsWith(':') || item.Contains(": ", StringComparison.Ordinal)))
                .Select(Unquoted),
        ];
    }

    [GeneratedRegex("""(?:"[^"]*"|'[^']*'|[^\s,\[\]"'{}][^,\[\]{}]*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Item();

    // "  - title: Fast" is an entry within an item.
    private static (int Indent, string Key, string Value) Entry(string line)
    {
        string entry = line.TrimStart().TrimStart('-').TrimStart();
        int colon = entry.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (Indent(line), "", "") : (Indent(line), entry[..colon].Trim().ToLowerInvariant(), entry[(colon + 1)..].Trim());
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static string Unquoted(string value)
    {
        string text = value.Trim();
        bool isQuoted = text.Length >= 2 && text[0] == text[^1] && text[0] is '"' or '\'';
        return isQuoted ? text[1..^1] : text;
    }
}
