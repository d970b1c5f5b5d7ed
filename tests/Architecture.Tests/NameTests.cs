using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RagCluster.Architecture.Tests;

/// <summary>Which words name things, and which never do.</summary>
public sealed partial class NameTests
{
    private static readonly string[] BannedWords = ["Manager", "Helper", "Util", "Utils", "Utilities", "Common", "Info", "Processor"];

    // Words that say something to their author only: a reader of the field looks for "stored", "second", "margin", "notify", "read".
    private static readonly string[] PrivateWords = ["Told", "Tell", "Beside", "Kept", "Grace", "Wish", "Shelf", "Look"];

    private static readonly string[] Checked = ["src", "tests", "benchmarks"];

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
    public void DeclaredNames_AreWordsOfTheField()
    {
        string[] wrong =
        [
            .. from folder in Checked
            from file in Repository.Files(folder, ".cs")
            from name in Declared(CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot())
            where Words().Matches(char.ToUpperInvariant(name.TrimStart('_')[0]) + name.TrimStart('_')[1..]).Any(IsPrivate)
            select $"{Repository.Relative(file)}: {name}",
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
    public void Results_NameNoFolderOfAMachine()
    {
        string[] wrong =
        [
            .. from file in Repository.Files("benchmarks", ".csv")
            from line in File.ReadLines(file)
            where Folder().IsMatch(line)
            select $"{Repository.Relative(file)}: {line}",
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Root_IsSmall()
    {
        // Folders that a listing does not show belong to tools (git, the forge, the checks), and so does the .git of a worktree, which is a
        // file.
        DirectoryInfo root = new(Repository.Root);
        string[] generated = ["artifacts", "data", "bin", "obj"];
        Assert.True(
            root.GetDirectories().Count(d => !d.Name.StartsWith('.') && !generated.Contains(d.Name)) <= 10,
            "The root has more than 10 folders."
        );
        Assert.True(root.GetFiles().Count(f => f.Name != ".git") <= 14, "The root has more than 14 files.");
    }

    // To look up is a word of the field.
    private static bool IsPrivate(Match word) =>
        PrivateWords.Contains(word.Value) && !(word.Value == "Look" && word.NextMatch().Value is "Up" or "Ups");

    // Types and their members; locals and parameters are between a method and its reader.
    private static IEnumerable<string> Declared(SyntaxNode root) =>
        root.DescendantNodes()
            .Select(node =>
                node switch
                {
                    BaseTypeDeclarationSyntax type => type.Identifier.Text,
                    MethodDeclarationSyntax method => method.Identifier.Text,
                    PropertyDeclarationSyntax property => property.Identifier.Text,
                    EnumMemberDeclarationSyntax member => member.Identifier.Text,
                    VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.Text,
                    ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } parameter => parameter.Identifier.Text,
                    _ => "",
                }
            )
            .Where(name => name.TrimStart('_').Length > 0);

    // An absolute path: "/a/b" or "C:\a"; "calls/s" is none.
    [GeneratedRegex(@"(?<![\w.)\]])(/[\w.-]+/[\w.-]|[A-Za-z]:\\)")]
    private static partial Regex Folder();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b|\bSkip *= *""")]
    private static partial Regex Unfinished();
}
