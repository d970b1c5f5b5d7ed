using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RagCluster.Architecture.Tests.Tables;

/// <summary>docs/operations.md names every metric that leaves the process, with its labels, and none that does not.</summary>
public sealed class MetricTableTests
{
    private static readonly string[] Kinds = ["Gauge", "Counter", "Histogram"];

    private static IReadOnlyList<string[]> Table => MarkdownTable.Rows("docs/operations.md", "metric", "labels", "tells");

    [Fact]
    public void TheTableOfMetrics_IsThatOfTheCode()
    {
        Dictionary<string, string[]> inCode = Definitions();
        Assert.NotEmpty(inCode);
        Assert.Equal(
            inCode.Keys.Order(StringComparer.Ordinal),
            Table.SelectMany(row => MarkdownTable.Code(row[0])).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void TheLabelsInTheTable_AreThoseOfTheCode()
    {
        Dictionary<string, string[]> inCode = Definitions();
        string[] wrong =
        [
            .. from row in Table
            let metrics = MarkdownTable.Code(row[0]).ToArray()
            let told = MarkdownTable.Code(row[1]).ToHashSet(StringComparer.Ordinal)
            let real = metrics.SelectMany(metric => inCode.GetValueOrDefault(metric, [])).ToHashSet(StringComparer.Ordinal)
            where !told.SetEquals(real)
            select $"{metrics[0]}: the table has '{string.Join(", ", told)}', the code '{string.Join(", ", real)}'",
        ];
        Assert.Empty(wrong);
    }

    // Each metric's labels: what follows "labels:", or for a counter whatever follows its name and help.
    private static Dictionary<string, string[]> Definitions() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src/Corpus/Telemetry"), "MetricList*.cs")
            .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes())
            .OfType<InvocationExpressionSyntax>()
            .Where(call => Kinds.Contains(call.Expression.ToString()))
            .ToDictionary(
                call => Texts(call.ArgumentList.Arguments[0]).Single(),
                call =>
                    call.ArgumentList.Arguments.Where(
                            (argument, place) =>
                                argument.NameColon?.Name.ToString() == "labels" || (place >= 2 && call.Expression.ToString() == "Counter")
                        )
                        .SelectMany(Texts)
                        .ToArray()
            );

    private static IEnumerable<string> Texts(ArgumentSyntax argument) =>
        argument.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.ValueText);
}
