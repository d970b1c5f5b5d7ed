using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Faces;

/// <summary>What a careful client of the native interface counts on: conditions, repeats, ids of requests, resumed events, lines.</summary>
public sealed class NativeApiTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Api = "/api/v1/collections";

    [Fact]
    public async Task Deletion_HappensOnlyToWhatTheCallerSaw()
    {
        string collection = await server.Rag.NewCollectionAsync();
        string id = await server.Rag.UploadTextAsync(collection, "a.txt", "The mill stands by the river.");
        string path = $"{Api}/{collection}/documents/{id}";
        string tag = await TagAsync(path);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(HttpMethod.Get, path, "If-None-Match", tag));
        await server.Rag.UploadTextAsync(collection, "a.txt", "The mill stands by the sea.");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, path, "If-None-Match", tag));
        foreach (string wrong in new[] { tag, "\"nonsense\"", $"W/{await TagAsync(path)}" })
            Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(HttpMethod.Delete, path, "If-Match", wrong));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(HttpMethod.Delete, path, "If-Match", "nonsense"));
        Assert.Equal(
            HttpStatusCode.NoContent,
            await StatusAsync(HttpMethod.Delete, path, "If-Match", $"\"other\", {await TagAsync(path)}")
        );
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(HttpMethod.Delete, path, "If-Match", "*"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(HttpMethod.Delete, $"{Api}/{collection}", "If-Match", tag));
        string whole = await TagAsync($"{Api}/{collection}");
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(HttpMethod.Delete, $"{Api}/{collection}", "If-Match", whole));
    }

    [Fact]
    public async Task Condition_ThatCanNotHold_ChangesNothing()
    {
        string collection = await server.Rag.NewCollectionAsync();
        string id = await server.Rag.UploadTextAsync(collection, "a.txt", "The mill stands by the river.");
        (HttpMethod Method, string Path)[] changes =
        [
            (HttpMethod.Delete, $"/v1/vector_stores/{collection}"),
            (HttpMethod.Delete, $"/v1/vector_stores/{collection}/files/{id}"),
            (HttpMethod.Delete, "/v1/files/file-1"),
            (HttpMethod.Delete, "/api/v1/keys/none"),
            (HttpMethod.Delete, "/api/v1/users/none"),
            (HttpMethod.Post, $"{Api}/{collection}/documents"),
            (HttpMethod.Put, $"{Api}/{collection}/documents/{id}/acl"),
        ];
        foreach ((HttpMethod method, string path) in changes)
        {
            using HttpRequestMessage request = new(method, path);
            request.Headers.TryAddWithoutValidation("If-Match", "\"wrong\"");
            if (method != HttpMethod.Delete)
                request.Content = JsonContent.Create(new { allow = Array.Empty<string>() });
            using HttpResponseMessage response = await server.Rag.Http.SendAsync(request);
            Assert.True(response.StatusCode == HttpStatusCode.PreconditionFailed, $"{method} {path} answered {response.StatusCode}.");
        }

        Assert.Equal(HttpStatusCode.OK, (await server.Rag.GetAsync(collection, $"/documents/{id}")).Status);
        string acl = $"{Api}/{collection}/documents/{id}/acl";
        using HttpRequestMessage seen = new(HttpMethod.Put, acl) { Content = JsonContent.Create(new { allow = new[] { "public" } }) };
        seen.Headers.Add("If-Match", await TagAsync(acl));
        using HttpResponseMessage changed = await server.Rag.Http.SendAsync(seen);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task Secret_IsNotGivenTwice()
    {
        (HttpStatusCode status, string body, _) = await WriteAsync(
            "/api/v1/keys",
            JsonContent.Create(new { name = "a", role = "user" }),
            "k"
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Idempotency-Key", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await WriteAsync(Api, JsonContent.Create(new { name = "a" }), "")).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/version")]
    [InlineData("/api/v1/collections")]
    [InlineData("/api/v1/nothing")]
    public async Task Head_IsAnsweredAsGet_WithoutABody(string path)
    {
        using HttpResponseMessage get = await server.Rag.Http.GetAsync(path);
        using HttpRequestMessage request = new(HttpMethod.Head, path);
        using HttpResponseMessage head = await server.Rag.Http.SendAsync(request);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task RepeatedWrite_GetsTheSameAnswerAndHappensOnce()
    {
        string collection = await server.Rag.NewCollectionAsync();
        string path = $"{Api}/{collection}/documents?wait=true";
        string key = Guid.NewGuid().ToString();
        (HttpStatusCode status, string first, bool isRepeat) = await WriteAsync(path, Form("A text.", "one"), key);
        Assert.Equal((HttpStatusCode.Created, false), (status, isRepeat));
        Assert.Equal((HttpStatusCode.Created, first, true), await WriteAsync(path, Form("A text.", "two"), key));
        (HttpStatusCode reused, string problem, _) = await WriteAsync(path, Form("Another text.", "three"), key);
        Assert.Equal(HttpStatusCode.Conflict, reused);
        Assert.Contains("idempotency-key-reused", problem, StringComparison.Ordinal);
        string name = $"c{Guid.NewGuid():N}";
        string other = Guid.NewGuid().ToString();
        (HttpStatusCode created, string made, _) = await WriteAsync(Api, JsonContent.Create(new { name }), other);
        Assert.Equal(HttpStatusCode.Created, created);
        // Without the key it would be a conflict.
        Assert.Equal((HttpStatusCode.Created, made, true), await WriteAsync(Api, JsonContent.Create(new { name }), other));
        Assert.Equal(HttpStatusCode.BadRequest, (await WriteAsync(Api, JsonContent.Create(new { name }), new string('k', 256))).Status);
        string refused = Guid.NewGuid().ToString();
        Assert.Equal(HttpStatusCode.Conflict, (await WriteAsync(Api, JsonContent.Create(new { name }), refused)).Status);
        Assert.False((await WriteAsync(Api, JsonContent.Create(new { name }), refused)).IsRepeat);
    }

    [Theory]
    [InlineData("/api/v1/auth/token", 65 << 10)]
    [InlineData("/signin", 65 << 10)]
    [InlineData("/api/v1/collections/any/search", 17 << 20)]
    public async Task BodyThatIsNoUpload_IsSmall(string path, int length)
    {
        using StringContent body = new($"{{\"query\":\"{new string('a', length)}\"}}", Encoding.UTF8, "application/json");
        Reply reply = await server.Rag.SendAsync(HttpMethod.Post, path, body);
        reply.AssertProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
        Assert.Contains("RAG__Api__RequestBytesMax", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my-request.7", true)]
    [InlineData("two words", false)]
    [InlineData(null, false)]
    public async Task EachResponse_HasAnId(string? sent, bool isReturned)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/nothing");
        if (sent is not null)
            request.Headers.Add("x-request-id", sent);
        using HttpResponseMessage response = await server.Rag.Http.SendAsync(request);
        string id = Assert.Single(response.Headers.GetValues("x-request-id"));
        Assert.Equal(isReturned, id == sent);
        Assert.NotEmpty(id);
    }

    [Fact]
    public async Task Events_GoOnWhereTheyBrokeOff()
    {
        string collection = await server.Rag.NewCollectionAsync();
        Reply job = await server.Rag.UploadJsonAsync(collection, new { text = "The mill stands by the river." });
        string path = $"/api/v1/jobs/{job.Text("id")}/events";
        string whole = await server.Rag.Http.GetStringAsync(path);
        string[] ids = [.. whole.Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal)).Select(line => line[4..])];
        Assert.Equal(2, ids.Length);
        using HttpRequestMessage resumed = new(HttpMethod.Get, path);
        resumed.Headers.Add("Last-Event-ID", ids[0]);
        using HttpResponseMessage rest = await server.Rag.Http.SendAsync(resumed);
        string text = await rest.Content.ReadAsStringAsync();
        Assert.DoesNotContain("event: progress", text, StringComparison.Ordinal);
        Assert.Contains("event: done", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(HttpMethod.Get, path, "Last-Event-ID", ids[1]));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, path, "Last-Event-ID", "0123456789abcdef-done"));
    }

    [Fact]
    public async Task Lists_ComePageByPage()
    {
        string[] names =
        [
            .. new[] { await server.Rag.NewCollectionAsync(), await server.Rag.NewCollectionAsync() }.Order(StringComparer.Ordinal),
        ];
        Reply first = await server.Rag.SendAsync(HttpMethod.Get, $"{Api}?limit=1&after={names[0][..^1]}", null);
        Assert.Equal(names[0], first.Text("data", 0, "name"));
        Assert.Equal(names[0], first.Text("last_id"));
        Reply rest = await server.Rag.SendAsync(HttpMethod.Get, $"{Api}?after={names[0]}", null);
        Assert.Contains(rest.Array("data"), collection => collection!["name"]!.ToString() == names[1]);
        Assert.DoesNotContain(rest.Array("data"), collection => collection!["name"]!.ToString() == names[0]);
        Assert.Equal("false", rest.Text("has_more"));
        Reply none = await server.Rag.SendAsync(HttpMethod.Get, $"{Api}?limit=0", null);
        none.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "limit");
        string id = await server.Rag.UploadTextAsync(names[0], "a.txt", "The mill stands by the river.");
        Reply chunks = await server.Rag.GetAsync(names[0], $"/documents/{id}/chunks?limit=1");
        Assert.Single(chunks.Array("data"));
        Assert.Empty((await server.Rag.GetAsync(names[0], $"/documents/{id}/chunks?after={chunks.Text("data", 0, "id")}")).Array("data"));
    }

    [Fact]
    public async Task Lines_BecomeDocuments()
    {
        string collection = await server.Rag.NewCollectionAsync();
        const string lines = """
            {"id": "d1", "text": "The mill stands by the river."}

            {"id": "d2", "text": "The ferry waits.", "metadata": {"year": 1920}}
            {"id": "d3"}
            nonsense
            """;
        Reply reply = await SendLinesAsync(collection, lines);
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Equal("2", reply.Text("indexed"));
        Assert.Equal("2", reply.Text("failed"));
        Assert.Contains("text", reply.Text("documents", 2, "error", "message"), StringComparison.Ordinal);
        Assert.Equal("line 5", reply.Text("documents", 3, "name"));
        Assert.Equal(HttpStatusCode.Created, (await SendLinesAsync(collection, "\uFEFF{\"text\": \"The weir is closed.\"}")).Status);
        using StringContent latin = new("{\"text\": \"a\"}", Encoding.Latin1, new MediaTypeHeaderValue("application/x-ndjson", "latin1"));
        Reply foreign = await server.Rag.SendAsync(HttpMethod.Post, $"{Api}/{collection}/documents", latin);
        foreign.AssertProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        (await SendLinesAsync(collection, "\n\n")).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "file");
        (await SendLinesAsync(collection, "nonsense")).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "line 1");
    }

    private async Task<Reply> SendLinesAsync(string collection, string lines)
    {
        using StringContent content = new(lines, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
        return await server.Rag.SendAsync(HttpMethod.Post, $"{Api}/{collection}/documents?wait=true", content);
    }

    private static MultipartFormDataContent Form(string text, string boundary) =>
        new(boundary) { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "a.txt" } };

    private async Task<(HttpStatusCode Status, string Body, bool IsRepeat)> WriteAsync(string path, HttpContent content, string key)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Idempotency-Key", key);
        using HttpResponseMessage response = await server.Rag.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Contains("Idempotency-Replayed"));
    }

    private async Task<string> TagAsync(string path)
    {
        using HttpResponseMessage response = await server.Rag.Http.GetAsync(path);
        return response.Headers.GetValues("ETag").Single();
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, string header, string value)
    {
        using HttpRequestMessage request = new(method, path);
        request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage response = await server.Rag.Http.SendAsync(request);
        return response.StatusCode;
    }
}
