using System.Net;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Access;

/// <summary>A document's list of readers holds for every protocol by which the server can be asked, streamed or not.</summary>
public sealed class FaceAccessTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private const string Secret = "The launch code of the Brevik prototype is WXK-QPZ.";

    // No digits: they stand in a duration or a trace id by chance.
    private const string Code = "WXK-QPZ";
    private const string Question = "What is the launch code of the Brevik prototype?";

    /// <summary>The requests: their paths and bodies, with the collection's name for <c>{c}</c>.</summary>
    public static TheoryData<string, string> Requests { get; } =
        new()
        {
            { "/api/v1/collections/{c}/ask", """{"query":"{q}","stream":true}""" },
            { "/v1/chat/completions", """{"model":"collection/{c}","messages":[{"role":"user","content":"{q}"}]}""" },
            { "/v1/chat/completions", """{"model":"collection/{c}","stream":true,"messages":[{"role":"user","content":"{q}"}]}""" },
            { "/v1/vector_stores/{c}/search", """{"query":"{q}"}""" },
            {
                "/v1/responses",
                """
                    {"model":"any","input":"{q}","tools":[{"type":"file_search","vector_store_ids":["{c}"]}],"include":["file_search_call.results"]}
                    """
            },
            { "/v1/responses", """{"model":"collection/{c}","input":"{q}","stream":true}""" },
            { "/api/chat", """{"model":"collection/{c}","messages":[{"role":"user","content":"{q}"}]}""" },
            { "/api/generate", """{"model":"collection/{c}","prompt":"{q}"}""" },
            { "/mcp", Tool("search", """{"collection":"{c}","query":"{q}"}""") },
            { "/mcp", Tool("ask", """{"collection":"{c}","question":"{q}"}""") },
            { "/mcp", Tool("fetch", """{"id":"rag://{c}/a"}""") },
            { "/mcp", """{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"rag://{c}/a"}}""" },
        };

    /// <summary>A request shows the document to whom it lets in and to nobody else.</summary>
    [Theory]
    [MemberData(nameof(Requests))]
    public async Task HiddenDocument_IsInNoResponse(string path, string body)
    {
        string collection = await server.Admin().NewCollectionAsync();
        Reply made = await server
            .Admin()
            .UploadJsonAsync(
                collection,
                new
                {
                    id = "a",
                    text = Secret,
                    acl = new { allow = new[] { "group:staff" } },
                },
                new { id = "b", text = "The harbour of Brevik is closed in May." }
            );
        Assert.Equal(HttpStatusCode.Created, made.Status);

        // First whom it lets in, so that it stands in a cache when the other asks.
        Assert.Contains(Code, await SendAsync(Of("carl", "staff"), collection, path, body), StringComparison.Ordinal);
        Assert.DoesNotContain(Code, await SendAsync(Of("dora"), collection, path, body), StringComparison.Ordinal);
    }

    /// <summary>What makes a document names who may see it, by every protocol.</summary>
    [Theory]
    [InlineData("/v1/vector_stores/{c}/files", """{"file_id":"{f}","acl":{"allow":["group:staff"]}}""")]
    [InlineData("/v1/vector_stores/{c}/file_batches", """{"file_ids":["{f}"],"acl":{"allow":["group:staff"]}}""")]
    [InlineData("/v1/vector_stores/{c}/file_batches", """{"files":[{"file_id":"{f}","acl":{"allow":["group:staff"]}}]}""")]
    [InlineData("/mcp", "ingest")]
    public async Task NewDocument_IsForThoseWhomItLetsIn(string path, string body)
    {
        string collection = await server.Admin().NewCollectionAsync();
        using MultipartFormDataContent form = new()
        {
            { new StringContent("assistants"), "purpose" },
            { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(Secret)), "file", "secret.txt" },
        };
        string file = (await Of("carl", "staff").SendAsync(HttpMethod.Post, "/v1/files", form)).Text("id");
        string sent =
            body == "ingest"
                ? Tool("ingest", $$$"""{"collection":"{c}","id":"{f}","text":"{{{Secret}}}","acl":{"allow":["group:staff"]}}""")
                : body;
        await SendAsync(Of("carl", "staff"), collection, path, sent.Replace("{f}", file, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await Of("carl", "staff").GetAsync(collection, $"/documents/{file}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Of("dora").GetAsync(collection, $"/documents/{file}")).Status);
    }

    private static string Tool(string name, string arguments) =>
        $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{name}}}","arguments":{{{arguments}}}}}""";

    private static async Task<string> SendAsync(RagHttp caller, string collection, string path, string body)
    {
        string Filled(string text) =>
            text.Replace("{c}", collection, StringComparison.Ordinal).Replace("{q}", Question, StringComparison.Ordinal);

        using HttpRequestMessage request = new(HttpMethod.Post, Filled(path))
        {
            Content = new StringContent(Filled(body), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using HttpResponseMessage response = await caller.Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private RagHttp Of(string user, params string[] groups) => server.Bearer(GuardedServer.Token("user", 600, user, groups));
}
