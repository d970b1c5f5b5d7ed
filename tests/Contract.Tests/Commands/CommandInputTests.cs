using RagCluster.Cli;
using RagCluster.Contract.Tests.Output;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

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

    [Fact]
    public async Task PipeThatTheShellOpened_IsRead()
    {
        await using FixedServer server = new(200, """{"name":"bob","role":"user","groups":[],"tenant":"default"}""");
        string[] words = ["users", "password", "bob", "--password-file", "/dev/stdin"];
        (int code, _, string messages) = await RagCommand.TypeAsync(server.Http, "a long password\n", words);
        Assert.Equal((ExitCodes.Ok, ""), (code, messages));
    }

    [Theory]
    [InlineData("collections prompt h --file FILE")]
    [InlineData("users create bob --password-file FILE")]
    [InlineData("users password bob --password-file FILE")]
    [InlineData("models add FILE --model GOOD --vocabulary GOOD")]
    [InlineData("models add GOOD --model FILE --vocabulary GOOD")]
    [InlineData("models add GOOD --model GOOD --vocabulary FILE")]
    public async Task FileThatIsNone_IsRefusedInALine(string line)
    {
        using TempFolder folder = new();
        string good = folder.File("good.txt");
        await File.WriteAllTextAsync(good, "{}");
        string pipe = folder.File("pipe");
        using (System.Diagnostics.Process made = System.Diagnostics.Process.Start("mkfifo", pipe))
            await made.WaitForExitAsync();
        await using FixedServer server = new(200, "{}");
        foreach ((string path, string reason) in ((string, string)[])[("/dev/zero", "a device"), (pipe, "a pipe")])
        {
            string[] words =
            [
                .. line.Split(' ')
                    .Select(word =>
                        word == "FILE" ? path
                        : word == "GOOD" ? good
                        : word
                    ),
            ];
            (int code, _, string messages) = await RagCommand.RunAsync(server.Http, words);
            Assert.Equal((ExitCodes.Failed, $"rag: {path} can't be read: It is {reason}, not a file.\n"), (code, messages));
        }
    }

    [Theory]
    [InlineData("collections prompt h --file FILE")]
    [InlineData("users create bob --password-file FILE")]
    [InlineData("models add FILE --model FILE --vocabulary FILE")]
    public async Task LongText_IsRefusedByItsName(string line)
    {
        using TempFolder folder = new();
        string path = folder.File("long.txt");
        await File.WriteAllTextAsync(path, new string('a', (64 << 10) + 1));
        await using FixedServer server = new(200, "{}");
        (int code, _, string messages) = await RagCommand.RunAsync(
            server.Http,
            line.Replace("FILE", path, StringComparison.Ordinal).Split(' ')
        );
        Assert.Equal(
            (ExitCodes.Failed, $"rag: {path} is longer than 64 KiB, which is more than is read of such a file.\n"),
            (code, messages)
        );
    }

    [Theory]
    [InlineData("""{"subject":"local:ada"}""", false)]
    [InlineData("""{"subject":"local:bert","account":null,"key":null,"queries":[],"files":[],"documents":[],"query_log":[]}""", false)]
    [InlineData("""{"subject":"local:ada","account":null,"key":null,"queries":null,"files":[],"documents":[],"query_log":[]}""", false)]
    [InlineData("""{"subject":"local:ada","account":null,"key":null,"queries":[],"files":[],"documents":[],"query_log":[]}""", true)]
    public async Task Export_IsTakenWhereItIsThatOfTheSubject(string body, bool isTaken)
    {
        await using FixedServer server = new(200, body);
        foreach (string subject in (string[])["local:ada", "default/local:Ada"])
        {
            (int code, string output, string messages) = await RagCommand.RunAsync(server.Http, "subject", "export", subject);
            Assert.Equal(isTaken ? (ExitCodes.Ok, body) : (ExitCodes.Failed, ""), (code, output));
            Assert.Contains(isTaken ? "SHA-256 " : "is no RagCluster server", messages, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("keys revoke ..")]
    [InlineData("users delete .")]
    [InlineData("models unload ..")]
    [InlineData("collections model ..")]
    [InlineData("search q -c ..")]
    public async Task NameThatAnAddressResolves_IsRefusedInALine(string line)
    {
        await using FixedServer server = new(204, "");
        (int code, _, string messages) = await RagCommand.RunAsync(server.Http, line.Split(' '));
        Assert.Equal((ExitCodes.Failed, "rag: '.' and '..' are no names of anything on a server.\n"), (code, messages));
    }

    [Fact]
    public async Task ConversationWithoutAnAnswer_IsAFailure()
    {
        await using FixedServer server = new(503, """{"detail":"It rests."}""");
        (int code, _, string messages) = await RagCommand.TypeAsync(server.Http, "Who?\nWhen?\n", "chat", "-c", "main");
        Assert.Equal(ExitCodes.Failed, code);
        Assert.Equal(3, messages.TrimEnd('\n').Split('\n').Length);
    }
}
