using System.Net;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Chat;

/// <summary>
/// Questions in a conversation, limited to documents, in several wordings, and sentences that are flagged, over HTTP with a chat model.
/// </summary>
public sealed class ConversationTests(FlaggingChatServer server) : IClassFixture<FlaggingChatServer>, IAsyncLifetime
{
    private string _collection = "";
    private string _grinder = "";
    private string _kettle = "";

    public async Task InitializeAsync()
    {
        _collection = await server.Rag.NewCollectionAsync();
        _grinder = await server.Rag.UploadTextAsync(
            _collection,
            "grinder.md",
            "The warranty of the Aurora grinder lasts five years. Blades are excluded from it."
        );
        _kettle = await server.Rag.UploadTextAsync(
            _collection,
            "kettle.md",
            "The warranty of the Borealis kettle lasts two years. The lid is excluded from it."
        );
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task FollowUp_IsSearchedAndAskedAsItStandsAlone()
    {
        server.Model.Pieces = ["The warranty of the Aurora grinder lasts five years [1]."];
        Reply answer = await AskAsync(
            new
            {
                query = "How long does its warranty last?",
                history = new[] { new { question = "Which blades has the Aurora grinder?", answer = "" } },
            }
        );

        Assert.Equal("How long does Aurora's warranty last?", answer.Text("searched", 0));
        Assert.Contains("Question: How long does Aurora's warranty last?", server.Model.LastPrompt, StringComparison.Ordinal);
        Assert.Equal("five years", answer.Text("answer")[^11..^1]);
    }

    [Fact]
    public async Task NamedDocuments_AreTheOnlyOnesThatAnswer()
    {
        server.Model.Pieces = null;
        foreach (string document in (string[])[_grinder, _kettle])
        {
            Reply answer = await AskAsync(new { query = "How long does the warranty last?", documents = new[] { document } });
            Assert.All(answer.Array("passages"), passage => Assert.Equal(document, passage!["document_id"]!.ToString()));
            Assert.NotEmpty(answer.Array("passages"));
        }

        Reply none = await AskAsync(new { query = "How long does the warranty last?", documents = new[] { "absent" } });
        Assert.Equal("no_match", none.Text("abstention", "code"));
        (await AskAsync(new { query = "Why?", documents = Array.Empty<string>() })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "documents"
        );
    }

    [Fact]
    public async Task SeveralWordings_AreSearchedAndNamed()
    {
        server.Model.Pieces = ["How many years of warranty has the Aurora grinder?\nAurora grinder guarantee period"];
        Reply answer = await AskAsync(
            new
            {
                query = "How long does the warranty of the Aurora grinder last?",
                multi_query = true,
                hyde = true,
            }
        );

        Assert.Equal(3, answer.Array("searched").Count);
        Assert.Equal("Aurora grinder guarantee period", answer.Text("searched", 2));
        Assert.Equal(_grinder, answer.Text("passages", 0, "document_id"));
        Assert.DoesNotContain("hyde_unavailable", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAModelThatAnswers_HydeSaysSo()
    {
        server.Model.Pieces = null;
        Reply answer = await AskAsync(
            new
            {
                query = "How long does the warranty of the Aurora grinder last?",
                hyde = true,
                multi_query = true,
            }
        );

        Assert.Contains("hyde_unavailable", answer.Array("degraded").Select(d => d!.ToString()));
        Assert.Contains("five years", answer.Text("answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_FlagsWhatNoSourceSaysAndDropsForeignNumbers()
    {
        server.Model.Pieces =
        [
            "The warranty of the Aurora grinder lasts five ",
            "years [1]. The warranty is rather ",
            "generous [1]. It costs 900 euros [1].",
        ];
        using HttpContent body = System.Net.Http.Json.JsonContent.Create(
            new { query = "How long does the warranty of the Aurora grinder last?", stream = true }
        );
        Reply stream = await server.Rag.SendAsync(HttpMethod.Post, $"/api/v1/collections/{_collection}/ask", body);

        Assert.Equal("text/event-stream", stream.MediaType);
        string[] names =
        [
            .. stream.Body.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line[7..].Trim()),
        ];
        Assert.Equal(["search_results", "citation", "message", "message", "final_answer"], names);
        Assert.Contains("\"unsupported\":true", stream.Body, StringComparison.Ordinal);
        const string Dropped = "\"dropped\":[{\"text\":\"It costs 900 euros.\",\"reason\":\"not_in_sources\"}]";
        Assert.Contains(Dropped, stream.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("900 euros", stream.Body.Replace(Dropped, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private Task<Reply> AskAsync(object body) => server.Rag.PostAsync($"/api/v1/collections/{_collection}/ask", body);
}
