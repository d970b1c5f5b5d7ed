namespace RagCluster.Text.Reading;

/// <summary>The part of a Markdown file's YAML head that is used: its title.</summary>
internal static class FrontMatter
{
    private const string Key = "title:";

    internal static string? Title(string yaml)
    {
        foreach (string line in yaml.Split('\n'))
        {
            if (!line.StartsWith(Key, StringComparison.OrdinalIgnoreCase))
                continue;
            string value = line[Key.Length..].Trim();
            bool isQuoted = value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'';
            return isQuoted ? value[1..^1] : value;
        }

        return null;
    }
}
