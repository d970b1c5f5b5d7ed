using RagCluster.Cli;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

/// <summary>Links of a document are links in answers and passages, and nothing that a browser would run is one.</summary>
public sealed class AnswerLinkTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Question = "What does the Aldervik mill grind?";

    [Fact]
    public async Task LinksOfADocument_StandInAnswersAndPassages()
    {
        string collection = await server.Rag.NewCollectionAsync();
        const string Markdown = """
            # Mill

            The Aldervik mill grinds [rye](https://rye.example/a?b=1&c=2), [wheat](../wheat.md#kinds) and [oats](javascript:alert(1)).
            """;
        await server.Rag.UploadTextAsync(collection, "grain/mill.md", Markdown);

        Reply answer = await server.Rag.AskAsync(collection, Question);

        string sentence = answer.Text("sentences", 0, "text");
        Assert.Equal(2, answer.Array("sentences", 0, "links").Count);
        Assert.Equal("https://rye.example/a?b=1&c=2", answer.Text("sentences", 0, "links", 0, "url"));
        Assert.Equal($"{sentence.IndexOf("rye", StringComparison.Ordinal)}", answer.Text("sentences", 0, "links", 0, "start"));
        Assert.Equal("wheat.md#kinds", answer.Text("sentences", 0, "links", 1, "url"));
        string passage = answer.Text("passages", 0, "text");
        Assert.Equal($"{passage.IndexOf("wheat", StringComparison.Ordinal)}", answer.Text("passages", 0, "links", 1, "start"));
        (int code, string output, _) = await RagCommand.RunAsync(server.Rag.Http, "ask", Question, "-c", collection);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("rye: https://rye.example/a?b=1&c=2", output, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PathsOfADocumentWithAnAddress_AreAddresses()
    {
        string collection = await server.Rag.NewCollectionAsync();
        Reply added = await server.Rag.UploadJsonAsync(
            collection,
            new
            {
                name = "mill.html",
                uri = "https://mill.example/docs/grinding/",
                text = "<!doctype html><html><body><p>The Aldervik mill grinds <a href='../rye#kinds'>rye</a>.</p></body></html>",
            }
        );
        Assert.Equal("completed", added.Text("status"));

        Reply answer = await server.Rag.AskAsync(collection, Question);

        Assert.Equal("https://mill.example/docs/rye#kinds", answer.Text("sentences", 0, "links", 0, "url"));
    }
}
