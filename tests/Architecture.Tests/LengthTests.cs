using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RagCluster.Architecture.Tests;

/// <summary>How long files, methods and parameter lists may be: the house style.</summary>
public sealed class LengthTests
{
    private const int FileLinesMax = 500;
    private const int MethodLinesMax = 70;
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

    private static IEnumerable<SyntaxNode> Nodes(string file) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file).GetRoot().DescendantNodes();
}
