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

    [GeneratedRegex(@"(?<!`)\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
