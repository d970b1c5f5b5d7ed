using RagCluster.Cli;
using RagCluster.Contract.Tests.Output;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Commands;

/// <summary>What a command is given beside its words: a key, files, names, a conversation. What it can't use is said in a line.</summary>
public sealed class CommandInputTests
{
    private const string Found = """{"query":"q","results":[],"degraded":[],"took_ms":1}""";

    [Theory]
    [InlineData("abc\n")]
    [InlineData("abc\r\n")]
    public async Task KeyWithALineEnd_IsSentWithoutIt(string key)
    {
        await using FixedServer server = new(200, Found);
        (int code, _, string messages) = await RagCommand.RunWithKeyAsync(server.Http, key, "search", "q", "-c", "main");
        Assert.Equal((ExitCodes.Ok, ""), (code, messages));
    }

    [Theory]
    [InlineData("é")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    public async Task KeyThatCanNotBeSent_IsRefusedInALine(string key)
    {
        await using FixedServer server = new(200, Found);
        (int code, _, string messages) = await RagCommand.RunWithKeyAsync(server.Http, key, "search", "q", "-c", "main");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Equal("rag: The API key has a character that is no printable ASCII: give the key as the server printed it.\n", messages);
    }
}
