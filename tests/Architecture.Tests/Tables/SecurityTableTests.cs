using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RagCluster.Architecture.Tests.Tables;

/// <summary>docs/security.md names a test for each risk, and each of them is there and runs.</summary>
public sealed class SecurityTableTests
{
    // Ten risks in each of the two lists.
    private const int RiskCount = 20;

    [Fact]
    public void EachRisk_NamesTestsThatThereAre()
    {
        Dictionary<string, HashSet<string>> tests = Tests();
        string[][] rows = [.. Tables()];
        Assert.Equal(RiskCount, rows.Length);
        Assert.Equal(RiskCount, rows.Select(row => row[0].Split(' ')[0]).Distinct().Count());
        string[] wrong =
        [
            .. from row in rows where !MarkdownTable.Code(row[2]).Any() select $"{row[0]}: names no test",
            .. from row in rows
            from name in MarkdownTable.Code(row[2])
            let parts = name.Split('.')
            where
                !tests.TryGetValue(parts[0], out HashSet<string>? facts)
                || facts.Count == 0
                || (parts.Length > 1 && !facts.Contains(parts[1]))
            select $"{row[0]}: there is no test {name}",
        ];
        Assert.Empty(wrong);
    }

    // Both tables have the same head: the rows of every table whose last column is that of the tests.
    private static IEnumerable<string[]> Tables() =>
        from line in File.ReadAllLines(Path.Combine(Repository.Root, "docs/security.md"))
        where line.StartsWith("| API", StringComparison.Ordinal) || line.StartsWith("| LLM", StringComparison.Ordinal)
        select line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim()).ToArray();

    private static Dictionary<string, HashSet<string>> Tests() =>
        (
            from file in Repository.Files("tests", ".cs")
            from type in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
            where type.Identifier.Text.EndsWith("Tests", StringComparison.Ordinal)
            from method in type.Members.OfType<MethodDeclarationSyntax>()
            where method.AttributeLists.SelectMany(list => list.Attributes).Any(mark => mark.Name.ToString() is "Fact" or "Theory")
            select (type.Identifier.Text, method.Identifier.Text)
        )
            .GroupBy(test => test.Item1)
            .ToDictionary(group => group.Key, group => group.Select(test => test.Item2).ToHashSet());
}
