using System.CommandLine;
using RagCluster.Cli.Commands;

namespace RagCluster.Contract.Tests.Commands;

/// <summary>Options that are a whole number within bounds.</summary>
public sealed class WholeNumberTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("8080", 8080)]
    [InlineData("65535", 65_535)]
    public void NumberWithinTheBounds_IsTaken(string text, int expected)
    {
        (ParseResult parse, Option<int> port) = Parse(text);
        Assert.Empty(parse.Errors);
        Assert.Equal(expected, parse.GetValue(port));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-3")]
    [InlineData("abc")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public void AnythingElse_IsRefusedInOneSentenceWithTheBounds(string text)
    {
        (ParseResult parse, _) = Parse(text);
        Assert.Equal([$"--port is '{text}': give a whole number between 1 and 65535."], parse.Errors.Select(error => error.Message));
    }

    private static (ParseResult Parse, Option<int> Port) Parse(string text)
    {
        Option<int> port = new("--port");
        WholeNumber.Within(port, 1, 65_535);
        return (new RootCommand { port }.Parse(["--port", text]), port);
    }
}
