using System.Text.RegularExpressions;

namespace RagCluster.Architecture.Tests;

/// <summary>Links in Markdown lead somewhere.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void RelativeLinks_LeadToFiles()
    {
        string[] dead =
        [
            .. from file in Repository.Files(".", ".md")
            where !Repository.Relative(file).StartsWith("samples/", StringComparison.Ordinal)
            from Match link in Link().Matches(File.ReadAllText(file))
            let target = link.Groups[1].Value.Split('#')[0]
            where
                target.Length > 0
                && !target.Contains("://", StringComparison.Ordinal)
                && !target.StartsWith("mailto:", StringComparison.Ordinal)
            let path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, target))
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{Repository.Relative(file)} → {target}",
        ];
        Assert.Empty(dead);
    }

    [Fact]
    public void LinksToHeadings_LeadToHeadings()
    {
        string[] dead =
        [
            .. from file in Repository.Files(".", ".md")
            from Match link in Link().Matches(File.ReadAllText(file))
            let parts = link.Groups[1].Value.Split('#')
            where parts.Length == 2 && !parts[0].Contains("://", StringComparison.Ordinal)
            let path = parts[0].Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, parts[0]))
            where path.EndsWith(".md", StringComparison.Ordinal) && File.Exists(path) && !Anchors(path).Contains(parts[1])
            select $"{Repository.Relative(file)} → {link.Groups[1].Value}",
        ];
        Assert.Empty(dead);
    }

    // As forges make them: small letters, spaces as hyphens, other characters left out.
    private static IEnumerable<string> Anchors(string file) =>
        from line in File.ReadLines(file)
        where line.StartsWith('#')
        select string.Concat(line.TrimStart('#').Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_'))
            .Replace(' ', '-');

    [GeneratedRegex(@"(?<!`)\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
