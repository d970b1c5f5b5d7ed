using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Cli;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

/// <summary>Feedback on answers while no experiment runs.</summary>
public sealed class FeedbackTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    private const string Path = "/api/v1/feedback";

    [Fact]
    public async Task Rating_OfAnyAnswer_IsStoredAndCounted()
    {
        string collection = await FilledAsync();
        string[] ids = [await AskAsync(collection), await AskAsync(collection)];
        Assert.NotEqual(ids[0], ids[1]);
        foreach (object body in (object[])[new { feedback_id = ids[0], rating = "bad" }, new { feedback_id = ids[0], rating = "good" }])
            Assert.Equal(HttpStatusCode.NoContent, (await server.Rag.PostAsync(Path, body)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Rag.PostAsync(Path, new { feedback_id = ids[1], citation = "1" })).Status);

        Reply known = await server.Rag.GetAsync(collection, "/feedback");

        Assert.Equal(("1", "0", "1"), (known.Text("good"), known.Text("bad"), known.Text("opened")));
        Assert.Equal(ids.Reverse(), known.Array("data").Select(one => (string)one!["feedback_id"]!));
        Assert.Equal("good", known.Text("data", 1, "rating"));
        string metrics = await server.Rag.Http.GetStringAsync("/metrics");
        Assert.Contains("rag_feedback_total{outcome=\"good\"} ", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandLine_RatesAndLists()
    {
        string collection = await FilledAsync();
        (int code, string output, _) = await RagCommand.RunAsync(server.Rag.Http, "ask", "Who built the mill?", "-c", collection, "--json");
        Assert.Equal(ExitCodes.Ok, code);
        string id = (string)JsonNode.Parse(output)!["feedback_id"]!;
        (code, _, _) = await RagCommand.RunAsync(server.Rag.Http, "feedback", "give", id, "--rating", "bad");
        Assert.Equal(ExitCodes.Ok, code);
        (code, _, string messages) = await RagCommand.TypeAsync(
            server.Rag.Http,
            "/good\nWho built the mill?\n/good\n",
            "chat",
            "-c",
            collection
        );
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("There is no answer to rate yet.", messages, StringComparison.Ordinal);

        (code, output, _) = await RagCommand.RunAsync(server.Rag.Http, "feedback", "list", "-c", collection);

        Assert.Equal(ExitCodes.Ok, code);
        Assert.StartsWith("1 good, 1 bad, 0 with an opened citation", output, StringComparison.Ordinal);
        Assert.Contains(id, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FeedbackOnNothing_IsRefused()
    {
        (await server.Rag.PostAsync(Path, new { feedback_id = "answer:absent.0123456789abcdef", rating = "good" })).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        (await server.Rag.PostAsync(Path, new { feedback_id = "answer:absent.0123", rating = "good" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "feedback_id"
        );
        string id = await AskAsync(await FilledAsync());
        (await server.Rag.PostAsync(Path, new { feedback_id = id })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "rating"
        );
    }

    private async Task<string> AskAsync(string collection) =>
        (await server.Rag.AskAsync(collection, "Who built the mill?")).Text("feedback_id");

    private async Task<string> FilledAsync()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "mill.md", "# The mill\n\nBrita built the mill of oak. It grinds flour.");
        return collection;
    }
}
