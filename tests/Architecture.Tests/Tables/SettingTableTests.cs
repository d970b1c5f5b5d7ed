using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RagCluster.Architecture.Tests.Tables;

/// <summary>
/// docs/operations.md names every setting of every class that is read from the configuration, and none that is not there.
/// </summary>
public sealed partial class SettingTableTests
{
    // Settings that no class binds: they are read one by one.
    private static readonly string[] ReadSingly = ["StoreSettings", "InstalledModels"];

    [Fact]
    public void TheTableOfSettings_IsThatOfTheCode()
    {
        Dictionary<string, string[]> bound = Bound();
        Dictionary<string, string[]> table = MarkdownTable
            .Rows("docs/operations.md", "section", "class", "settings")
            .Where(row => !ReadSingly.Contains(MarkdownTable.Code(row[1]).Single()))
            .ToDictionary(row => MarkdownTable.Code(row[1]).Single(), row => MarkdownTable.Code(row[2]).ToArray());
        Assert.Equal(bound.Keys.Order(StringComparer.Ordinal), table.Keys.Order(StringComparer.Ordinal));
        string[] wrong =
        [
            .. from name in bound.Keys from property in bound[name].Except(table[name]) select $"{name}.{property} is not in the table",
            .. from name in table.Keys
            from word in table[name]
            where char.IsAsciiLetterUpper(word[0]) && !word.Contains('_', StringComparison.Ordinal) && !bound[name].Contains(word)
            select $"{name} has no {word}",
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void SectionsOfTheServer_HaveEveryClassThatIsBound()
    {
        string known = File.ReadAllText(Path.Combine(Repository.Root, "src/Silo/Settings/SettingSections.cs"));
        string[] types = [.. Known().Matches(known).Select(match => match.Groups[1].Value)];
        // Of the section of .NET's logging any name passes.
        Assert.Equal(Bound().Keys.Except(["LogSettings"]).Order(StringComparer.Ordinal), types.Order(StringComparer.Ordinal));
    }

    // The classes that the configuration is bound to, with the properties that it can set.
    private static Dictionary<string, string[]> Bound()
    {
        // The client library's options are its callers' to bind.
        string[] sources =
        [
            .. Repository.Files("src", ".cs").Where(file => !Repository.Relative(file).StartsWith("src/Client/", StringComparison.Ordinal)),
        ];
        HashSet<string> names = [.. sources.SelectMany(file => Binding().Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value)];
        HashSet<string> delegates =
        [
            .. sources.SelectMany(file => Delegate().Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value),
        ];
        return sources
            .Where(file => names.Contains(Path.GetFileNameWithoutExtension(file)))
            .ToDictionary(
                file => Path.GetFileNameWithoutExtension(file)!,
                file =>
                    CSharpSyntaxTree
                        .ParseText(File.ReadAllText(file))
                        .GetRoot()
                        .DescendantNodes()
                        .OfType<PropertyDeclarationSyntax>()
                        .Where(property => property.Modifiers.Any(SyntaxKind.PublicKeyword) && property.AccessorList?.Accessors.Count == 2)
                        // What the program gives itself is no setting.
                        .Where(property => !delegates.Contains(property.Type.ToString().TrimEnd('?')))
                        .Select(property => property.Identifier.Text)
                        .ToArray()
            );
    }

    // An entry of the list: "(Section, typeof(X)),".
    [GeneratedRegex(@"typeof\((\w+)\)\),")]
    private static partial Regex Known();

    // "AddOptions<X>()", "AddChecked<X>(…" and "….Get<X>()".
    [GeneratedRegex(@"(?:AddOptions<|AddChecked<|\.Get<)(\w+)>\(")]
    private static partial Regex Binding();

    [GeneratedRegex(@"\bdelegate [\w<>?\[\]]+ (\w+)\(")]
    private static partial Regex Delegate();
}
