using System.CommandLine;
using RagCluster.Cli;
using RagCluster.Cli.Commands;

namespace RagCluster.Contract.Tests.Commands;

/// <summary>Values of options that take one of a few words.</summary>
public sealed class ChoiceTests
{
    [Theory]
    [InlineData("ask q --mode bm25")]
    [InlineData("search q --group-by document")]
    [InlineData("search q")]
    public void ValueThatThereIs_HasNoFault(string line) => Assert.Empty(Faults(line));

    [Theory]
    [InlineData("ask q --mode foo", "--mode is 'foo': give hybrid, bm25 or dense.")]
    [InlineData("ask q --mode hybird", "--mode is 'hybird': give hybrid, bm25 or dense. Did you mean 'hybrid'?")]
    [InlineData("search q --group-by chunk", "--group-by is 'chunk': give document.")]
    [InlineData("search q --top-k many", "--top-k is 'many': give a whole number between 1 and 100.")]
    public void OtherValue_IsRefusedInOneLine_WithTheOptionAndWhatItTakes(string line, string fault) => Assert.Equal([fault], Faults(line));

    private static string[] Faults(string line)
    {
        Globals globals = new();
        RootCommand root = new() { AskCommand.Create(globals), SearchCommand.Create(globals) };
        return [.. Misspelling.Faults(root.Parse(line))];
    }
}
