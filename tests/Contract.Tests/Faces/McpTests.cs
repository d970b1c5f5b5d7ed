using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using RagCluster.Contract.Tests.Access;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Faces;

/// <summary><c>/mcp</c>, with the official clients in TypeScript and .NET, and by hand.</summary>
public sealed class McpTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private const string Text = "The lantern at the gate is lit at nine in the evening. The mill stands still on Sundays.";
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
    private const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";
    private static readonly string[] Tools = ["search", "fetch", "ask", "list_collections", "ingest"];

    [Fact]
    public async Task TypeScriptClient_UsesEveryTool()
    {
        (string collection, string document) = await FillAsync();
        (_, string key) = await server.NewKeyAsync("user");
        Reply got = await NodeClients.RunAsync("mcp.mjs", server.Admin().Http.BaseAddress!.ToString(), collection, key);
        Assert.Equal("RagCluster", got.Text("server", "name"));
        Assert.Equal(Tools, got.Array("tools").Select(tool => tool!["name"]!.ToString()));
        Assert.Equal(
            ["ingest"],
            got.Array("tools").Where(tool => !tool!["readOnly"]!.GetValue<bool>()).Select(tool => tool!["name"]!.ToString())
        );
        Assert.Equal("query", got.Text("tools", 0, "inputSchema", "required", 0));
        Assert.NotEmpty(got.Text("tools", 0, "inputSchema", "properties", "filters", "description"));
        Assert.StartsWith($"rag://{collection}/{document}#", got.Text("search", "results", 0, "id"), StringComparison.Ordinal);
        Assert.Contains("nine in the evening", got.Text("fetched", "text"), StringComparison.Ordinal);
        Assert.Equal(got.Text("fetched", "text"), got.Text("read"));
        Assert.Contains("nine in the evening", got.Text("asked", "answer"), StringComparison.Ordinal);
        Assert.Contains("nine in the evening", got.Text("asked", "citations", 0, "quote"), StringComparison.Ordinal);
        Assert.Contains(got.Array("collections", "collections"), known => known!["name"]!.ToString() == collection);
        Assert.Equal("1", got.Text("ingested", "total"));
        Assert.Contains("top_k", got.Text("wrong", "error"), StringComparison.Ordinal);
        Assert.Contains(got.Array("resources"), uri => uri!.ToString() == $"rag://{collection}/{document}");
        Assert.Equal("rag://{collection}/{document}{#chunk}", got.Text("templates", 0));
        Assert.Equal("-32002", got.Text("missing"));
    }

    [Fact]
    public async Task DotNetClient_SeesWhatItsKeyMayDo()
    {
        (string collection, _) = await FillAsync();
        (_, string key) = await server.NewKeyAsync("readonly");
        await using McpClient client = await McpClient.CreateAsync(
            new HttpClientTransport(
                new HttpClientTransportOptions
                {
                    Endpoint = new Uri(server.Admin().Http.BaseAddress!, "mcp"),
                    TransportMode = HttpTransportMode.StreamableHttp,
                    AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" },
                }
            )
        );
        IList<McpClientTool> tools = await client.ListToolsAsync();
        Assert.Equal(Tools[..4], tools.Select(tool => tool.Name));
        CallToolResult asked = await client.CallToolAsync(
            "ask",
            new Dictionary<string, object?> { ["question"] = "When is the lantern at the gate lit?", ["collection"] = collection }
        );
        Assert.Contains("nine in the evening", asked.StructuredContent!.Value.GetProperty("answer").GetString(), StringComparison.Ordinal);
        CallToolResult refused = await client.CallToolAsync(
            "ingest",
            new Dictionary<string, object?> { ["text"] = "The ferry leaves at noon.", ["collection"] = collection }
        );
        Assert.True(refused.IsError);
        Assert.Contains("documents:write", ((TextContentBlock)refused.Content[0]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachMessage_StandsAlone()
    {
        using HttpResponseMessage answered = await PostAsync(Ping);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Equal("text/event-stream", answered.Content.Headers.ContentType?.MediaType);
        Assert.False(answered.Headers.Contains("Mcp-Session-Id"));
        Assert.Contains("\"result\":{}", await answered.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpResponseMessage noticed = await PostAsync(Initialized);
        Assert.Equal(HttpStatusCode.Accepted, noticed.StatusCode);
        Assert.Empty(await noticed.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(Ping, "application/json", null, 406, "not-acceptable")]
    [InlineData(Ping, "text/event-stream", null, 406, "not-acceptable")]
    [InlineData(Ping, null, "2020-01-01", 400, "validation-failed")]
    [InlineData("{", null, null, 400, "validation-failed", "-32700")]
    [InlineData("[]", null, null, 400, "validation-failed")]
    [InlineData("{\"jsonrpc\":\"1.0\"}", null, null, 400, "validation-failed")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", null, null, 400, "validation-failed")]
    public async Task WhatTheProtocolDoesNotKnow_IsRefused(
        string body,
        string? accept,
        string? version,
        int status,
        string code,
        string rpc = "-32600"
    )
    {
        using HttpResponseMessage response = await PostAsync(body, accept, version);
        Reply reply = new(
            response.StatusCode,
            response.Content.Headers.ContentType!.MediaType!,
            await response.Content.ReadAsStringAsync()
        );
        reply.AssertProblem((HttpStatusCode)status, code);
        Assert.Equal(rpc, reply.Text("error", "code"));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}""", -32602, "params.name")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[1]}""", -32602, "params")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask","arguments":[1]}}""", -32602, "params.arguments")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{}}""", -32602, "params.uri")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"resources/list","params":{"cursor":7}}""", -32602, "params.cursor")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":"rag://a/b"}}""", -32601, "changes")]
    public async Task CallersMistake_IsNamed(string body, int code, string named)
    {
        using HttpResponseMessage response = await PostAsync(body);
        string text = await response.Content.ReadAsStringAsync();
        Assert.Contains($"\"code\":{code}", text, StringComparison.Ordinal);
        Assert.Contains(named, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralMessages_AreAnsweredEach()
    {
        using HttpResponseMessage response = await PostAsync(
            $"[{Ping},{Initialized},{Ping.Replace(":1,", ":2,", StringComparison.Ordinal)}]"
        );
        string text = await response.Content.ReadAsStringAsync();
        Assert.Equal(2, text.Split("\"result\":{}").Length - 1);
        Assert.Contains("\"id\":2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatBelongsToSessions_IsNotThere()
    {
        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            Reply reply = await server.Admin().SendAsync(method, "/mcp", null);
            reply.AssertProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        }

        Reply nobody = await server.Bearer(null).PostAsync("/mcp", new JsonObject());
        nobody.AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Reply scraper = await server.Scraper().PostAsync("/mcp", new JsonObject());
        scraper.AssertProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? accept = null, string? version = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Accept.ParseAdd(accept ?? "application/json, text/event-stream");
        if (version is not null)
            request.Headers.Add("MCP-Protocol-Version", version);
        return await server.Admin().Http.SendAsync(request);
    }

    private async Task<(string Collection, string Document)> FillAsync()
    {
        string collection = await server.Admin().NewCollectionAsync();
        return (collection, await server.Admin().UploadTextAsync(collection, "handbook.txt", Text));
    }
}
