using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RagCluster.Architecture.Tests;

/// <summary>How long files, methods and parameter lists may be: the house style.</summary>
public sealed class LengthTests
{
    private const int FileLinesMax = 500;
    private const int GrainLinesMax = 150;
    private const int QueryPathLinesMax = 120;
    private const int MethodLinesMax = 70;
    private const int ColumnsMax = 140;
    private const int ParametersMax = 5;
    private const int ConstructorParametersMax = 8;

    private static readonly string[] Sources = [.. Repository.Files("src", ".cs")];

    [Fact]
    public void Files_AreShort()
    {
        int[] lengths = [.. Sources.Select(f => File.ReadLines(f).Count()).Order()];
        Assert.True(lengths[lengths.Length / 2] <= 80, $"The median file has {lengths[lengths.Length / 2]} lines.");
        Assert.True(
            lengths[lengths.Length * 9 / 10] <= 300,
            $"A tenth of the files has more than {lengths[lengths.Length * 9 / 10]} lines."
        );
        Assert.Empty(Sources.Where(f => File.ReadLines(f).Count() > FileLinesMax).Select(Repository.Relative));
    }

    [Fact]
    public void Grains_AreShort()
    {
        string[] wrong =
        [
            .. from file in Repository.Files("src/Grains", ".cs").Where(file => file.EndsWith("Grain.cs", StringComparison.Ordinal))
            let lines = File.ReadLines(file).Count()
            where lines > GrainLinesMax
            select $"{Repository.Relative(file)} ({lines} lines)",
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void QueryPath_IsOneShortFile()
    {
        string path = Assert.Single(Sources, file => Path.GetFileName(file) == "QueryGrain.cs");
        Assert.InRange(File.ReadLines(path).Count(), 1, QueryPathLinesMax);
    }

    [Fact]
    public void Methods_AreShort()
    {
        string[] wrong =
        [
            .. from file in Sources
            from method in Nodes(file).OfType<BaseMethodDeclarationSyntax>()
            let span = method.SyntaxTree.GetLineSpan(method.Span)
            let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
            where lines > MethodLinesMax
            select $"{Repository.Relative(file)}:{span.StartLinePosition.Line + 1} ({lines} lines)",
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void ParameterLists_AreShort()
    {
        string[] wrong =
        [
            .. from file in Sources
            from method in Nodes(file).OfType<MethodDeclarationSyntax>()
            where method.ParameterList.Parameters.Count(p => p.Type?.ToString() != "CancellationToken") > ParametersMax
            select $"{Repository.Relative(file)}: {method.Identifier}",
            .. from file in Sources
            from type in Nodes(file).OfType<TypeDeclarationSyntax>()
            where type is not RecordDeclarationSyntax && type.ParameterList?.Parameters.Count > ConstructorParametersMax
            select $"{Repository.Relative(file)}: {type.Identifier}",
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Classes_AreSealedStaticOrAbstract()
    {
        string[] wrong =
        [
            .. from file in Sources
            from type in Nodes(file).OfType<TypeDeclarationSyntax>()
            where
                type
                    is ClassDeclarationSyntax
                        or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
            where !type.Modifiers.Any(m => m.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword)
            select $"{Repository.Relative(file)}: {type.Identifier}",
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_HoldOneTopLevelTypeOfTheirName()
    {
        string[] wrong =
        [
            .. from file in Sources
            let types = Nodes(file)
                .OfType<BaseTypeDeclarationSyntax>()
                .Where(t => t.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
                .ToArray()
            where
                types.Length > 1 || (types.Length == 1 && types[0].Identifier.Text != Path.GetFileNameWithoutExtension(file).Split('.')[0])
            select Repository.Relative(file),
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Lines_AreShort()
    {
        string[] wrong =
        [
            .. from file in Repository
                .Files("src", ".cs")
                .Concat(Repository.Files("tests", ".cs"))
                .Concat(Repository.Files("benchmarks", ".cs"))
                .Concat(Repository.Files("compat", ".cs"))
            let lines = File.ReadAllLines(file)
            where lines.Any(line => line.Length > ColumnsMax)
            let texts = TextLines(file)
            from number in Enumerable.Range(0, lines.Length)
            where lines[number].Length > ColumnsMax && !texts.Contains(number)
            select $"{Repository.Relative(file)}:{number + 1} ({lines[number].Length} columns)",
        ];
        Assert.Empty(wrong);
    }

    // A verbatim or raw string can't be broken without changing the text in it.
    private static HashSet<int> TextLines(string file) =>
        [
            .. from token in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantTokens()
            where
                token.Text.StartsWith('@')
                || token.Text.StartsWith("\"\"\"", StringComparison.Ordinal)
                || token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is { } text
                    && (text.StringStartToken.Text.Contains('@') || text.StringStartToken.Text.Contains("\"\"\"", StringComparison.Ordinal))
            let span = token.SyntaxTree!.GetLineSpan(token.Span)
            from line in Enumerable.Range(span.StartLinePosition.Line, span.EndLinePosition.Line - span.StartLinePosition.Line + 1)
            select line,
        ];

    private static IEnumerable<SyntaxNode> Nodes(string file) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file).GetRoot().DescendantNodes();
}
