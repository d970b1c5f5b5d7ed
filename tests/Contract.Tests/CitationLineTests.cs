using RagCluster.Cli;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

/// <summary>An answer says on which line of which file its evidence stands.</summary>
public sealed class CitationLineTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("mill.md", "---\ntitle: Mill\n---\n\n# Work\n\n## Yield\n\nThe Aldervik mill grinds forty sacks a day.\n", 9)]
    [InlineData("mill.txt", "\n\nWORK\n\n\n\n\n\nThe Aldervik mill grinds forty sacks a day.\n", 9)]
    public async Task Citation_NamesTheLineOfTheFile_AndTheTerminalShowsIt(string name, string text, int line)
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, name, text);
        const string Question = "How many sacks does the Aldervik mill grind a day?";

        Reply answer = await server.Rag.AskAsync(collection, Question);

        Assert.Equal($"{line}", answer.Text("citations", 0, "line"));
        Assert.Contains(answer.Text("citations", 0, "quote"), text.Split('\n')[line - 1], StringComparison.Ordinal);
        (int code, string output, _) = await RagCommand.RunAsync(server.Rag.Http, "ask", Question, "-c", collection);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains($"{name}:{line}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormatWithoutLines_HasNone()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "mill.html", "<p>The Aldervik mill grinds forty sacks a day.</p>");

        Reply answer = await server.Rag.AskAsync(collection, "How many sacks does the Aldervik mill grind a day?");

        Assert.NotEmpty(answer.Array("citations"));
        Assert.Null(answer.At("citations", 0, "line"));
    }
}
