using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RagCluster.Architecture.Tests.Tables;

/// <summary>The two walks of docs/architecture.md lead through the code as it is.</summary>
public sealed partial class WalkTests
{
    [Theory]
    [InlineData("### A document", "DocumentEndpoints", "Shard")]
    [InlineData("### A question", "QueryEndpoints", "AnswerStream")]
    public void EachStep_IsAFile_AndFollowsFromOneBeforeIt(string heading, string first, string last)
    {
        (string Name, string Path)[] steps = Steps(heading);
        Assert.Equal((first, last), (steps[0].Name, steps[^1].Name));
        HashSet<string> named = [first];
        foreach ((string name, string path) in steps)
        {
            string file = Path.Combine(Repository.Root, "docs", path);
            Assert.True(File.Exists(file), $"The walk leads to {path}, which is no file.");
            string text = File.ReadAllText(file);
            Assert.True(Names(name, text).Any(named.Contains), $"No step before {name} names it, or an interface that it implements.");
            named.UnionWith(Word().Matches(text).Select(word => word.Value));
        }
    }

    // The type itself, its grain's interface, and what it is derived from.
    private static IEnumerable<string> Names(string name, string text)
    {
        BaseTypeDeclarationSyntax type = Assert.Single(
            CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>(),
            type => type.Identifier.Text == name
        );
        return
        [
            name,
            .. type.BaseList?.Types.Select(parent => parent.Type.ToString())
                .Where(parent => parent is not ("Grain" or "IAsyncDisposable" or "IDisposable"))
                ?? [],
        ];
    }

    private static (string Name, string Path)[] Steps(string heading)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        int start = text.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
        int end = text.IndexOf("\n##", start, StringComparison.Ordinal);
        return [.. Step().Matches(text[start..end]).Select(step => (step.Groups[1].Value, step.Groups[2].Value))];
    }

    [GeneratedRegex(@"^\d+\. \[`(\w+)`\]\(([^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
