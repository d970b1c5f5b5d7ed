using System.Text.RegularExpressions;

namespace RagCluster.Architecture.Tests;

/// <summary>Which words name things, and which never do.</summary>
public sealed partial class NameTests
{
    private static readonly string[] BannedWords = ["Manager", "Helper", "Util", "Utils", "Utilities", "Common", "Info", "Processor"];

    [Fact]
    public void TypeNames_AvoidWordsThatSayNothing()
    {
        string[] wrong =
        [
            .. from file in Repository.Files("src", ".cs")
            let name = Path.GetFileNameWithoutExtension(file)
            where Words().Matches(name).Any(word => BannedWords.Contains(word.Value))
            select Repository.Relative(file),
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Namespaces_FollowFolders()
    {
        string[] wrong =
        [
            .. from file in Repository.Files("src", ".cs")
            let folder = Path.GetDirectoryName(Repository.Relative(file))!.Replace('\\', '/')
            let expected = "RagCluster." + folder["src/".Length..].Replace('/', '.')
            let actual = Namespace().Match(File.ReadAllText(file))
            where actual.Success && actual.Groups[1].Value != expected
            select $"{Repository.Relative(file)}: {actual.Groups[1].Value}",
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Sources_HoldNoUnfinishedWork()
    {
        string[] wrong =
        [
            .. from file in Repository.Files("src", ".cs").Concat(Repository.Files("tests", ".cs"))
            where !file.EndsWith("NameTests.cs", StringComparison.Ordinal)
            where Unfinished().IsMatch(File.ReadAllText(file))
            select Repository.Relative(file),
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Root_IsSmall()
    {
        DirectoryInfo root = new(Repository.Root);
        string[] hidden = [".git", ".rag", "artifacts", "data", "bin", "obj"];
        Assert.True(root.GetDirectories().Count(d => !hidden.Contains(d.Name)) <= 10, "The root has more than 10 folders.");
        Assert.True(root.GetFiles().Length <= 14, "The root has more than 14 files.");
    }

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b|\bSkip *= *""")]
    private static partial Regex Unfinished();
}
