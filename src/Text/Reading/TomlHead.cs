using System.Text;
using System.Text.RegularExpressions;

namespace RagCluster.Text.Reading;

/// <summary>The head of a Markdown file between two lines <c>+++</c>, as Hugo and Zola write it, in the form of a YAML head.</summary>
internal static partial class TomlHead
{
    private static readonly string[] Quotes = ["\"\"\"", "'''"];

    /// <summary>The head, and the characters that it takes of the file; null for none.</summary>
    internal static (string Yaml, int Length)? Find(string text)
    {
        Match match = Head().Match(text);
        return match.Success ? (ToYaml(match.Groups["head"].Value), match.Length) : null;
    }

    private static string ToYaml(string head)
    {
        StringBuilder yaml = new();
        string indent = "";
        string? quote = null;
        foreach (string line in head.Split('\n').Select(line => line.Trim()))
        {
            Match entry = Entry().Match(line);
            string value = entry.Groups["value"].Value;
            if (quote is not null)
            {
                yaml.Append("    ").Append(line.Replace(quote, "", StringComparison.Ordinal));
                quote = line.Contains(quote, StringComparison.Ordinal) ? null : quote;
            }
            else if (entry.Success && Array.Find(Quotes, mark => value.StartsWith(mark, StringComparison.Ordinal)) is { } opened)
            {
                yaml.Append(indent).Append(entry.Groups["key"].Value).Append(": |\n    ");
                yaml.Append(value.Replace(opened, "", StringComparison.Ordinal));
                quote = value.IndexOf(opened, opened.Length, StringComparison.Ordinal) < 0 ? opened : null;
            }
            else if (entry.Success)
            {
                yaml.Append(indent).Append(entry.Groups["key"].Value).Append(": ").Append(value);
            }
            else
            {
                // What follows the name of a table belongs to it.
                indent = line.StartsWith('[') && line.EndsWith(']') ? "  " : indent;
                yaml.Append(line);
            }

            yaml.Append('\n');
        }

        return yaml.ToString();
    }

    [GeneratedRegex(@"\A\+\+\+[ \t]*\r?\n(?<head>(?:[^\n]*\n)*?)\+\+\+[ \t]*(?:\r?\n|\z)", RegexOptions.NonBacktracking)]
    private static partial Regex Head();

    [GeneratedRegex(@"\A(?<key>[\w-]+)\s*=\s*(?<value>.*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Entry();
}
