using System.CommandLine;
using RagCluster.Cli;

namespace RagCluster.Contract.Tests.Commands;

/// <summary>What a command line that can't be run is answered with.</summary>
public sealed class MisspellingTests
{
    [Theory]
    [InlineData("ask", "How long?", "--collection", "main")]
    [InlineData("ask", "--", "--collecton", "is", "an", "option?")]
    [InlineData("ask", "-5", "degrees?")]
    public void LineThatCanBeRun_HasNoFault(params string[] line) => Assert.Empty(Faults(line));

    [Fact]
    public void UnknownOption_IsRefused_WithTheOneThatIsNear() =>
        Assert.Equal(
            ["There is no option '--colection'. Did you mean '--collection'? Write -- before words that begin like one."],
            Faults("ask", "How long?", "--colection", "main")
        );

    [Fact]
    public void OptionUnlikeAny_IsRefusedWithoutASuggestion() =>
        Assert.Equal(["There is no option '--frobnicate'. Write -- before words that begin like one."], Faults("ask", "--frobnicate"));

    [Fact]
    public void OptionOfACommandWithoutWords_IsRefusedAlike_AndItsValueIsNoFaultOfItsOwn()
    {
        Assert.Equal(["There is no option '--colection'. Did you mean '--collection'?"], Faults("chat", "--colection", "main"));
        Assert.Equal(["There is no option '--foo'."], Faults("chat", "--foo"));
        Assert.Equal(["There is no option '-x'."], Faults("chat", "-x"));
        Assert.Equal(["Unrecognized command or argument 'hello'."], Faults("chat", "hello"));
    }

    [Fact]
    public void OptionOfACommandAbove_IsSuggestedToo() =>
        Assert.Contains("Did you mean '--server'?", Assert.Single(Faults("ask", "How long?", "--sever")), StringComparison.Ordinal);

    [Fact]
    public void MisspelledCommand_IsAnsweredInOneLine_WithTheOneThatIsNear() =>
        Assert.Equal(["There is no command 'serch'. Did you mean 'search'?"], Faults("serch", "How", "long?", "--json"));

    private static string[] Faults(params string[] line)
    {
        Option<string?> server = new("--server") { Recursive = true };
        Option<string?> collection = new("--collection");
        RootCommand root = new()
        {
            new Command("ask") { new Argument<string[]>("question"), collection },
            new Command("search") { new Argument<string[]>("query") },
            new Command("chat") { collection },
        };
        root.Options.Add(server);
        return [.. Misspelling.Faults(root.Parse(line))];
    }
}
