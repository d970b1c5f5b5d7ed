namespace RagCluster.Text.Reading;

/// <summary>
/// The part of a Markdown file's YAML head that says something to readers: its title, and the texts that describe the page. Read line by
/// line: what a site's generator is told is of no use to who asks.
/// </summary>
internal static class FrontMatter
{
    private static readonly string[] Texts = ["description", "summary", "abstract", "subtitle", "tagline", "text", "details"];

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

    /// <summary>The texts in their order; a feature's text follows its title.</summary>
    internal static IEnumerable<string> Content(string yaml)
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
            if (!Texts.Contains(key) || value.Length == 0)
                continue;
            string text = Unquoted(value);
            yield return key == "details" && title.Length > 0 ? $"{title}: {text}" : text;
            title = "";
        }
    }

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
