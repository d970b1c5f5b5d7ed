using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RagCluster.Architecture.Tests.Tables;

/// <summary>docs/architecture.md names every grain, and none that is not there.</summary>
public sealed class GrainTableTests
{
    [Fact]
    public void TheTableOfGrains_IsThatOfTheCode()
    {
        string[] inCode =
        [
            .. from file in Repository.Files("src/Grains", ".cs")
            from type in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
            where type.BaseList?.Types.Any(t => t.Type.ToString() is "Grain") == true
            select type.Identifier.Text,
        ];
        string[] inTable =
        [
            .. MarkdownTable
                .Rows("docs/architecture.md", "grain", "key", "what it owns")
                .Select(row => MarkdownTable.Code(row[0]).Single()),
        ];
        Assert.Equal(inCode.Distinct().Order(), inTable.Order());
    }
}
