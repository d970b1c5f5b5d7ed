using System.ClientModel;
using System.Net;
using System.Text.Json.Nodes;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.OpenAi;

/// <summary>A collection answers OpenAI's own .NET client, and whoever sends the same by hand.</summary>
public sealed class ChatCompletionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Path = "/v1/chat/completions";
    private const string Text = "The lantern at the gate is lit at nine in the evening. The mill stands still on Sundays.";
    private const string Question = "When is the lantern at the gate lit?";

    [Fact]
    public async Task OfficialClient_GetsAnAnswerWithItsSources()
    {
        (string collection, string document) = await FillAsync();
        ChatCompletion completion = await Client($"collection/{collection}").CompleteChatAsync([new UserChatMessage(Question)]);
        string answer = completion.Content[0].Text;
        Assert.Contains("nine in the evening", answer, StringComparison.Ordinal);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal($"collection/{collection}", completion.Model);
#pragma warning disable OPENAI001 // The client has no other way to them.
        ChatMessageAnnotation annotation = completion.Annotations[0];
#pragma warning restore OPENAI001
        Assert.Contains("nine in the evening", answer[annotation.StartIndex..annotation.EndIndex], StringComparison.Ordinal);
        Assert.Contains(document, annotation.WebResourceUri.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfficialClient_StreamsTheSameAnswer()
    {
        (string collection, _) = await FillAsync();
        ChatClient client = Client(collection);
        ChatCompletion whole = await client.CompleteChatAsync([new UserChatMessage(Question)]);
        string streamed = "";
        ChatFinishReason? end = null;
        await foreach (StreamingChatCompletionUpdate update in client.CompleteChatStreamingAsync([new UserChatMessage(Question)]))
        {
            streamed += string.Concat(update.ContentUpdate.Select(part => part.Text));
            end ??= update.FinishReason;
        }

        Assert.Equal(whole.Content[0].Text, streamed);
        Assert.Equal(ChatFinishReason.Stop, end);
    }

    [Fact]
    public async Task OfficialClient_ListsCollectionsAmongTheModels()
    {
        (string collection, _) = await FillAsync();
        OpenAIModelClient models = new(new ApiKeyCredential("any"), Options());
        OpenAIModelCollection all = await models.GetModelsAsync();
        Assert.Contains(all, model => model.Id == $"collection/{collection}" && model.OwnedBy == "ragcluster");
        Assert.Contains(all, model => model.Id == "rag-static-en-v1");
        OpenAIModel one = await models.GetModelAsync(collection);
        Assert.Equal($"collection/{collection}", one.Id);
    }

    [Fact]
    public async Task QuestionWithoutEvidence_IsAnsweredWithTheReason()
    {
        (string collection, _) = await FillAsync();
        Reply reply = await AskAsync(collection, Message("user", "Which submarine won the regatta?"));
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(reply.Text("rag", "abstention", "reason"), reply.Text("choices", 0, "message", "content"));
        Assert.Empty(reply.Array("choices", 0, "message", "annotations"));
    }

    [Fact]
    public async Task RagMember_NamesTheCollectionAndItsOptions()
    {
        (string collection, string document) = await FillAsync();
        Reply reply = await WithRagAsync(
            new
            {
                collection,
                top_k = 1,
                documents = new[] { document },
            }
        );
        Assert.Contains("nine in the evening", reply.Text("choices", 0, "message", "content"), StringComparison.Ordinal);
        Assert.Equal("any-model", reply.Text("model"));
        Reply none = await WithRagAsync(new { collection, documents = new[] { "another" } });
        Assert.NotEmpty(none.Text("rag", "abstention", "reason"));
        (await WithRagAsync(new { collection, bogus = 1 })).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "rag.bogus");
        (await WithRagAsync(new { collection, top_k = 101 })).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "rag.top_k");
        (await WithRagAsync(new { collection, group_by = "document" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "rag.group_by"
        );

        Task<Reply> WithRagAsync(object rag) =>
            server.Rag.PostAsync(
                Path,
                new
                {
                    model = "any-model",
                    messages = new[] { Message("user", Question) },
                    rag,
                }
            );
    }

    [Fact]
    public async Task Usage_StandsInAnAnswer_AndInAStreamThatIsAsked()
    {
        (string collection, _) = await FillAsync();
        ChatCompletion whole = await Client(collection).CompleteChatAsync([new UserChatMessage(Question)]);
        Assert.InRange(whole.Usage.InputTokenCount, 7, 15);
        Assert.InRange(whole.Usage.OutputTokenCount, 10, 30);
        Assert.Equal(whole.Usage.InputTokenCount + whole.Usage.OutputTokenCount, whole.Usage.TotalTokenCount);
        // The official client asks for it.
        List<StreamingChatCompletionUpdate> updates = [];
        await foreach (
            StreamingChatCompletionUpdate update in Client(collection).CompleteChatStreamingAsync([new UserChatMessage(Question)])
        )
            updates.Add(update);
        Assert.Equal(whole.Usage.TotalTokenCount, updates[^1].Usage.TotalTokenCount);
        Assert.DoesNotContain("usage", await StreamAsync(new { }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamedAnnotations_HaveTheirPlaces()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "a.txt", "The lantern at the gate is lit at nine in the evening.");
        await server.Rag.UploadTextAsync(collection, "b.txt", "The mill by the river stands still on Sundays.");
        string stream = await StreamAsync(
            new { },
            collection,
            "When is the lantern at the gate lit, and when does the mill by the river stand still?"
        );
        Assert.Contains("\"index\":0", stream[stream.IndexOf("url_citation", StringComparison.Ordinal)..], StringComparison.Ordinal);
        int[] places =
        [
            .. stream
                .Split('\n')
                .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
                .Select(line => JsonNode.Parse(line[6..])!["choices"]![0]!["delta"]!["annotations"]?.AsArray())
                .OfType<JsonArray>()
                .SelectMany(annotations => annotations.Select(annotation => annotation!["index"]!.GetValue<int>())),
        ];
        Assert.True(places.Length > 1, "The answer has too few citations to tell.");
        Assert.Equal(Enumerable.Range(0, places.Length), places);
    }

    [Fact]
    public async Task LongMessage_IsReadFromItsEnd_AndInstructionsAreNoQuestion()
    {
        (string collection, _) = await FillAsync();
        string pasted = string.Concat(Enumerable.Repeat("Some context. ", 110)) + Question;
        Reply reply = await server.Rag.PostAsync(
            Path,
            new { model = collection, messages = new[] { Message("user", pasted), Message("system", "Be brief.") } }
        );
        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    [Fact]
    public async Task EarlierQuestion_IsWhatAFollowUpRefersTo()
    {
        (string collection, _) = await FillAsync();
        object[] conversation =
        [
            Message("system", "Answer in verse."),
            Message("user", Question),
            Message("assistant", "The lantern at the gate is lit at nine in the evening."),
            new { role = "user", content = new[] { new { type = "text", text = "And where is it?" } } },
        ];
        Reply reply = await server.Rag.PostAsync(Path, new { model = collection, messages = conversation });
        Assert.Contains("lantern at the gate", reply.Text("choices", 0, "message", "content"), StringComparison.Ordinal);
    }

    private async Task<string> StreamAsync(object options, string? collection = null, string question = Question)
    {
        Reply reply = await server.Rag.PostAsync(
            Path,
            new
            {
                model = collection ?? (await FillAsync()).Collection,
                stream = true,
                stream_options = options,
                messages = new[] { Message("user", question) },
            }
        );
        return reply.Body;
    }

    public static TheoryData<object, string> Wrong() =>
        new()
        {
            { new { model = "collection/Not A Name", messages = new[] { Message("user", "a") } }, "model" },
            { new { model = "a", messages = Array.Empty<object>() }, "messages" },
            { new { model = "a", messages = new[] { Message("assistant", "a") } }, "messages" },
            { new { model = "a", messages = new[] { Message("user", " ") } }, "messages" },
            { new { model = "a", messages = new[] { Message("robot", "a"), Message("user", "a") } }, "messages[0].role" },
            { new { model = "a", messages = new[] { new { role = "user", content = new[] { 1 } } } }, "messages[0].content" },
            {
                new
                {
                    model = "a",
                    n = 2,
                    messages = new[] { Message("user", "a") },
                },
                "n"
            },
            {
                new
                {
                    model = "a",
                    tools = new[] { new { type = "function" } },
                    messages = new[] { Message("user", "a") },
                },
                "tools"
            },
            {
                new
                {
                    model = "a",
                    response_format = new { type = "json_object" },
                    messages = new[] { Message("user", "a") },
                },
                "response_format"
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task WrongRequest_NamesItsField(object body, string field)
    {
        Reply reply = await server.Rag.PostAsync(Path, body);
        reply.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
        Assert.Equal("invalid_request_error", reply.Text("error", "type"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AbsentCollection_IsNotFound(bool stream)
    {
        Reply reply = await server.Rag.PostAsync(
            Path,
            new
            {
                model = "collection/absent",
                stream,
                messages = new[] { Message("user", "a question") },
            }
        );
        reply.AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    private Task<Reply> AskAsync(string collection, params object[] messages) =>
        server.Rag.PostAsync(Path, new { model = collection, messages });

    private async Task<(string Collection, string Document)> FillAsync()
    {
        string collection = await server.Rag.NewCollectionAsync();
        return (collection, await server.Rag.UploadTextAsync(collection, "handbook.txt", Text));
    }

    private ChatClient Client(string model) => new(model, new ApiKeyCredential("any"), Options());

    private OpenAIClientOptions Options() => new() { Endpoint = new Uri(server.Rag.Http.BaseAddress!, "v1") };

    private static object Message(string role, string content) => new { role, content };
}
