using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Faces;

/// <summary>The official JavaScript clients of others' interfaces against ours, unchanged.</summary>
public sealed class JavaScriptClientTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] Events =
    [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.file_search_call.in_progress",
        "response.file_search_call.searching",
        "response.file_search_call.completed",
        "response.output_item.done",
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.annotation.added",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ];

    [Fact]
    public async Task OpenAiClient_KeepsFilesAndSearchesVectorStores()
    {
        Reply got = await NodeClients.RunAsync("openai.mjs", server.Rag.Http.BaseAddress!.ToString());
        string file = got.Text("file", "id");
        Assert.Equal("The lantern at the gate is lit at nine in the evening.", got.Text("bytes"));
        Assert.Equal("The town", got.Text("store", "name"));
        Assert.Equal("tests", got.Text("store", "metadata", "of"));
        Assert.Equal("2", got.Text("store", "file_counts", "completed"));
        Assert.Equal("completed", got.Text("attached", "status"));
        Assert.Equal("gate", got.Text("attached", "attributes", "place"));
        Assert.Equal("completed", got.Text("batch", "status"));
        Assert.Equal(file, got.Text("found", 0, "file_id"));
        Assert.Equal("gate.txt", got.Text("found", 0, "filename"));
        Assert.Empty(got.Array("elsewhere"));
        Assert.Equal(2, got.Array("files").Count);
        Assert.Equal(got.Text("bytes"), got.Text("content", 0));
        Assert.Equal("bridge", got.Text("updated", "attributes", "place"));
        Assert.Equal("1", got.Text("batchFiles"));
        Assert.Contains(got.Array("listed"), id => id!.ToString() == got.Text("store", "id"));
        Assert.Equal("true", got.Text("removed", "deleted"));
        Assert.Equal("true", got.Text("deleted", "deleted"));
        Assert.Equal("404", got.Text("gone", "status"));
        Assert.Equal("true", got.Text("fileDeleted", "deleted"));
        Assert.Equal("purpose", got.Text("wrong", "param"));
    }

    [Fact]
    public async Task OpenAiClient_GetsResponsesWithFileSearch()
    {
        (string collection, string document) = await FillAsync();
        Reply got = await NodeClients.RunAsync("responses.mjs", server.Rag.Http.BaseAddress!.ToString(), collection);
        Assert.Equal("completed", got.Text("whole", "status"));
        Assert.Equal("file_search_call", got.Text("whole", "output", 0, "type"));
        Assert.Equal(document, got.Text("whole", "output", 0, "results", 0, "file_id"));
        string text = got.Text("whole", "output_text");
        Assert.Contains("nine in the evening", text, StringComparison.Ordinal);
        Assert.Equal(document, got.Text("whole", "output", 1, "content", 0, "annotations", 0, "file_id"));
        Assert.Equal("town.txt", got.Text("whole", "output", 1, "content", 0, "annotations", 0, "filename"));
        Assert.Equal(text, got.Text("plain"));
        Assert.Equal(text, got.Text("final", "output_text"));
        JsonArray events = got.Array("events");
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item!["sequence_number"]!.GetValue<int>()));
        Assert.Equal(Events, events.Select(item => item!["type"]!.ToString()));
    }

    [Fact]
    public async Task OllamaClient_AsksACollection()
    {
        (string collection, _) = await FillAsync();
        Reply got = await NodeClients.RunAsync("ollama.mjs", server.Rag.Http.BaseAddress!.ToString().TrimEnd('/'), collection);
        string text = got.Text("whole", "message", "content");
        Assert.Contains("nine in the evening", text, StringComparison.Ordinal);
        Assert.Equal("true", got.Text("whole", "done"));
        Assert.True(long.Parse(got.Text("whole", "total_duration"), System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal(text, string.Concat(got.Array("parts").Select(part => part!["message"]!["content"])));
        Assert.Equal(text, string.Concat(got.Array("generated").Select(part => part!["response"])));
        Assert.Equal("stop", got.Array("parts")[^1]!["done_reason"]!.ToString());
        Assert.Contains("nine in the evening", got.Array("parts")[^1]!["citations"]![0]!["quote"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(text, got.Text("prompt", "response"));
        Assert.Equal(2, got.Array("embedded", "embeddings").Count);
        Assert.Contains(got.Array("tags"), model => model!["name"]!.ToString() == $"collection/{collection}");
        Assert.Contains(got.Array("tags"), model => model!["name"]!.ToString() == "rag-static-en-v1");
        Assert.Contains(got.Array("running"), model => model!["model"]!.ToString() == $"collection/{collection}");
        Assert.Equal("completion", got.Text("shown", "capabilities", 0));
        Assert.NotEmpty(got.Text("version", "version"));
        Assert.Equal("404", got.Text("absent", "status"));
        Assert.Equal("There is no collection 'absent'.", got.Text("absent", "message"));
    }

    public static TheoryData<string, object, string> Wrong() =>
        new()
        {
            { "/v1/responses", new { model = "a", input = 1 }, "input" },
            { "/v1/responses", new { model = "a", input = new[] { new { role = "assistant", content = "a" } } }, "input" },
            { "/v1/responses", new { model = "a", input = new[] { new { role = 1 } } }, "input[0].role" },
            { "/v1/responses", new { model = "a", input = " " }, "input" },
            {
                "/v1/responses",
                new
                {
                    model = "a",
                    input = "a",
                    previous_response_id = "resp_1",
                },
                "previous_response_id"
            },
            {
                "/v1/responses",
                new
                {
                    model = "a",
                    input = "a",
                    background = true,
                },
                "background"
            },
            {
                "/v1/responses",
                new
                {
                    model = "a",
                    input = "a",
                    tools = new[] { new { type = "function" } },
                },
                "tools"
            },
            {
                "/v1/responses",
                new
                {
                    model = "a",
                    input = "a",
                    tools = new[] { new { type = "file_search" } },
                },
                "tools[0].vector_store_ids"
            },
            { "/api/chat", new { model = "a", messages = new[] { new { role = "assistant", content = "a" } } }, "messages" },
            { "/api/chat", new { model = "A B", messages = new[] { new { role = "user", content = "a" } } }, "model" },
            { "/api/generate", new { model = "a", prompt = " " }, "prompt" },
            {
                "/api/generate",
                new
                {
                    model = "a",
                    prompt = "a",
                    format = "json",
                },
                "format"
            },
            { "/api/embed", new { model = "rag-static-en-v1", input = 1 }, "input" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task WrongInput_NamesItsField(string path, object body, string field)
    {
        Reply reply = await server.Rag.PostAsync(path, body);
        bool isOpenAi = path.StartsWith("/v1", StringComparison.Ordinal);
        (
            isOpenAi ? reply : reply with { MediaType = reply.MediaType.Replace("/json", "/problem+json", StringComparison.Ordinal) }
        ).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
        Assert.Equal(reply.Text("detail"), isOpenAi ? reply.Text("error", "message") : reply.Text("error"));
    }

    [Fact]
    public async Task Files_OutlastTheServer()
    {
        using TempFolder data = new();
        string id;
        await using (SiloProcess silo = await SiloProcess.StartAsync(data.FullPath))
        {
            using MultipartFormDataContent form = new()
            {
                { new StringContent("evals"), "purpose" },
                { new ByteArrayContent(Encoding.UTF8.GetBytes("A text.")), "file", "a.txt" },
            };
            id = (await new RagHttp(silo.Http).SendAsync(HttpMethod.Post, "/v1/files", form)).Text("id");
            await silo.KillAsync();
        }

        await using SiloProcess again = await SiloProcess.StartAsync(data.FullPath);
        Assert.Equal("A text.", await again.Http.GetStringAsync($"/v1/files/{id}/content"));
    }

    private async Task<(string Collection, string Document)> FillAsync()
    {
        string collection = await server.Rag.NewCollectionAsync();
        const string text = "The lantern at the gate is lit at nine in the evening. The mill stands still on Sundays.";
        return (collection, await server.Rag.UploadTextAsync(collection, "town.txt", text));
    }
}
