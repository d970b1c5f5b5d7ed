using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RagCluster.Architecture.Tests;

/// <summary>
/// The namespaces of a project form no circles: folders that use each other in a circle are one folder with several names. A project's own
/// namespace is left out, since the files that put it together stand there and know everything.
/// </summary>
public sealed partial class NamespaceTests
{
    [Fact]
    public void Namespaces_FormNoCircles()
    {
        string[] circles =
        [
            .. Projects().SelectMany(project => Circles(project).Select(circle => $"{project}: {string.Join(" ↔ ", circle)}")),
        ];
        Assert.Empty(circles);
    }

    private static IEnumerable<string> Projects() =>
        Repository.Files("src", ".csproj").Select(path => Path.GetFileNameWithoutExtension(path)!);

    private static List<string[]> Circles(string project)
    {
        (string Space, string Text)[] files =
        [
            .. from file in Repository.Files($"src/{project}", ".cs")
            let text = File.ReadAllText(file)
            let space = Namespace().Match(text)
            where space.Success && space.Groups[1].Value != $"RagCluster.{project}"
            select (space.Groups[1].Value, text),
        ];
        HashSet<string> spaces = [.. files.Select(file => file.Space)];
        ILookup<string, string> owners = (
            from file in files
            from type in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            select (type.Identifier.Text, file.Space)
        ).ToLookup(pair => pair.Text, pair => pair.Space);
        Dictionary<string, HashSet<string>> uses = spaces.ToDictionary(space => space, _ => new HashSet<string>());
        foreach ((string space, string text) in files)
        {
            uses[space]
                .UnionWith(
                    Using().Matches(text).Select(match => match.Groups[1].Value).Where(used => used != space && spaces.Contains(used))
                );
            // A parent's types are seen without a using.
            HashSet<string> parents =
            [
                .. Word()
                    .Matches(text)
                    .SelectMany(word => owners[word.Value])
                    .Where(owner => space.StartsWith(owner + ".", StringComparison.Ordinal)),
            ];
            uses[space].UnionWith(parents);
        }

        Dictionary<string, HashSet<string>> reached = spaces.ToDictionary(space => space, space => Reached(space, uses));
        return
        [
            .. spaces
                .Where(space => reached[space].Contains(space))
                .Select(space => reached[space].Where(other => reached[other].Contains(space)).Order().ToArray())
                .DistinctBy(circle => circle[0]),
        ];
    }

    private static HashSet<string> Reached(string start, Dictionary<string, HashSet<string>> uses)
    {
        HashSet<string> reached = [];
        Stack<string> open = new(uses[start]);
        while (open.TryPop(out string? next))
        {
            if (!reached.Add(next))
                continue;
            foreach (string other in uses[next])
                open.Push(other);
        }

        return reached;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
