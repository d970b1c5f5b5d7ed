using System.Net;
using System.Text;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Requests;

/// <summary>Input that can't be read is a problem that names the field, what is expected there and nothing of ours.</summary>
public sealed class InputTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("search", "{\"query\":\"a\\ud800b\"}", "query")]
    [InlineData("search", "{\"query\":\"\\udc00\\ud800\"}", "query")]
    [InlineData("search", "{\"query\":\"a\\u0000\"}", "query")]
    [InlineData("search", "{\"query\":\"a\u00ff\"}", "query")]
    [InlineData("search", "{\"query\":\"a\",\"filters\":{\"type\":\"eq\",\"key\":\"k\",\"value\":\"\\ud800\"}}", "filters.value")]
    [InlineData("search", "{\"query\":\"a\",\"filters\":{\"type\":\"in\",\"key\":\"k\",\"value\":[\"a\",\"\u00ff\"]}}", "filters.value[1]")]
    [InlineData("search", "{\"query\":\"a\",\"filters\":{\"\\ud800\":1}}", "filters")]
    [InlineData("search", "{\"query\":\"a\",\"documents\":[null]}", "documents[0]")]
    [InlineData("search", "{\"query\":\"a\",\"access_scope\":[\"x\",null]}", "access_scope[1]")]
    [InlineData("search", "{\"query\":\"a\",\"top_k\":\"5\"}", "top_k")]
    [InlineData("search", "{\"query\":\"a\",\"top_k\":1.5}", "top_k")]
    [InlineData("search", "{\"query\":\"a\",\"top_k\":99999999999}", "top_k")]
    [InlineData("search", "{\"query\":\"a\",\"exact\":1}", "exact")]
    [InlineData("search", "{\"query\":\"a\",\"mode\":0}", "mode")]
    [InlineData("search", "{\"query\":\"a\",\"ranking\":[]}", "ranking")]
    [InlineData("search", "{\"query\":\"a\",\"ranking\":{\"diversity\":1e999}}", "ranking.diversity")]
    [InlineData("search", "{\"query\":\"a\",\"nonsense\":1}", "nonsense")]
    [InlineData("search", "{\"query\":\"a\",\"query\":\"b\"}", "query")]
    [InlineData("search", "{\"query\":null}", "query")]
    [InlineData("search", "{}", "query")]
    [InlineData("search", "[]", "body")]
    [InlineData("search", "null", "body")]
    [InlineData("search", "", "body")]
    [InlineData("search", "{\"query\":", "body")]
    [InlineData("search", "{\"query\":\"\u0001\"}", "body")]
    [InlineData("ask", "{\"query\":\"a\",\"history\":[null]}", "history[0]")]
    [InlineData("ask", "{\"query\":\"a\",\"history\":[{\"question\":\"a\"},{}]}", "history[1].question")]
    [InlineData("documents", "{\"documents\":[null]}", "documents[0]")]
    [InlineData("documents", "{\"documents\":[{\"text\":\"a\"},{\"text\":null}]}", "documents[1].text")]
    [InlineData("documents", "{\"documents\":[{\"text\":\"\\ud800\"}]}", "documents[0].text")]
    [InlineData("documents", "{\"documents\":[{\"text\":\"a\",\"metadata\":{\"\\ud800\":1}}]}", "documents[0].metadata")]
    [InlineData("documents", "{\"documents\":[{\"text\":\"a\",\"metadata\":{\"k\":\"\\udfff\"}}]}", "documents[0].metadata.k")]
    [InlineData("documents", "{\"documents\":null}", "documents")]
    public async Task Body_IsRefusedNamingTheMember(string endpoint, string body, string field)
    {
        string collection = await server.Rag.NewCollectionAsync();
        RawReply reply = await server.Raw.SendAsync(
            "POST",
            $"/api/v1/collections/{collection}/{endpoint}",
            Encoding.Latin1.GetBytes(body),
            ("Content-Type", Json)
        );
        AssertRefused(reply, field);
    }

    [Theory]
    [InlineData("/api/v1/collections", "{\"name\":null}", "name")]
    [InlineData("/api/v1/collections", "{\"name\":\"x\",\"description\":\"\\udc00\"}", "description")]
    [InlineData("/api/v1/experiments", "{\"name\":\"e\",\"collection\":\"c\",\"primary\":\"latency\",\"arms\":[null,null]}", "arms[0]")]
    [InlineData(
        "/api/v1/experiments",
        "{\"name\":\"e\",\"collection\":\"c\",\"primary\":\"latency\",\"arms\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"guardrails\":[null]}",
        "guardrails[0]"
    )]
    [InlineData("/api/v1/feedback", "{\"feedback_id\":[]}", "feedback_id")]
    [InlineData("/api/v1/tuning/release", "{\"silo\":\"a\"}", "knob")]
    [InlineData("/v1/embeddings", "{\"input\":\"\\ud800\"}", "input")]
    [InlineData("/v1/embeddings", "{}", "input")]
    [InlineData("/v1/rerank", "{\"query\":\"a\",\"documents\":[\"b\",null]}", "documents[1]")]
    public async Task OtherBody_IsRefusedNamingTheMember(string path, string body, string field) =>
        AssertRefused(await server.Raw.SendAsync("POST", path, Encoding.UTF8.GetBytes(body), ("Content-Type", Json)), field);

    [Fact]
    public async Task EveryFault_IsNamedWithWhatIsExpected()
    {
        string collection = await server.Rag.NewCollectionAsync();
        byte[] body = "{\"mode\":\"fast\",\"top_k\":\"many\",\"exact\":null}"u8.ToArray();
        RawReply reply = await server.Raw.SendAsync("POST", $"/api/v1/collections/{collection}/search", body, ("Content-Type", Json));
        AssertRefused(reply, "query");
        Assert.Equal("Expected one of hybrid, bm25, dense; this text was sent.", reply.Plain.Text("errors", "mode", 0));
        Assert.Equal("Expected a whole number of 32 bits; this text was sent.", reply.Plain.Text("errors", "top_k", 0));
        Assert.Equal("Expected true or false; null was sent.", reply.Plain.Text("errors", "exact", 0));
    }

    [Theory]
    [InlineData("documents?limit=abc", "limit", "a whole number")]
    [InlineData("documents?limit=", "limit", "a whole number")]
    [InlineData("documents?limit=1&limit=2", "limit", "twice")]
    [InlineData("documents?limit=99999999999", "limit", "a whole number")]
    [InlineData("documents?status=zzz", "status", "received, indexed, failed")]
    [InlineData("documents?status=99", "status", "received, indexed, failed")]
    [InlineData("chunks/a-1-0?context=x", "context", "a whole number")]
    [InlineData("documents/%20", "id", "blank")]
    public async Task Parameter_IsRefusedNamingWhatIsExpected(string path, string field, string expected)
    {
        string collection = await server.Rag.NewCollectionAsync();
        RawReply reply = await server.Raw.SendAsync("GET", $"/api/v1/collections/{collection}/{path}");
        AssertRefused(reply, field);
        Assert.Contains(expected, reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/jobs/%20")]
    [InlineData("GET", "/api/v1/jobs/%20/events")]
    [InlineData("DELETE", "/api/v1/jobs/%20")]
    [InlineData("GET", "/api/v1/jobs/%C2%A0")]
    [InlineData("GET", "/api/v1/jobs/a%26b")]
    public async Task JobThatCanNotBe_IsRefused(string method, string path) =>
        AssertRefused(await server.Raw.SendAsync(method, path), "id");

    [Theory]
    [InlineData("Content-Type", "application/json; charset=klingon")]
    [InlineData("Content-Type", "application/json; charset=utf-16")]
    [InlineData("Content-Type", "application/json; charset=utf-7")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("Content-Type", "nonsense")]
    [InlineData("Content-Encoding", "gzip")]
    public async Task MediaThatIsNotRead_Is415(string header, string value)
    {
        string collection = await server.Rag.NewCollectionAsync();
        foreach (string endpoint in (string[])["search", "documents"])
        {
            (string, string)[] headers = header == "Content-Type" ? [(header, value)] : [(header, value), ("Content-Type", Json)];
            RawReply reply = await server.Raw.SendAsync(
                "POST",
                $"/api/v1/collections/{collection}/{endpoint}",
                "{\"query\":\"a\"}"u8.ToArray(),
                headers
            );
            reply.Plain.AssertProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", header);
        }
    }

    [Fact]
    public async Task Utf8_IsReadWithItsMarkAndItsName()
    {
        string collection = await server.Rag.NewCollectionAsync();
        byte[] body = [.. "\uFEFF"u8, .. "{\"query\":\"\\ud83d\\ude00 mill \u00e9\"}"u8];
        RawReply reply = await server.Raw.SendAsync(
            "POST",
            $"/api/v1/collections/{collection}/search",
            body,
            ("Content-Type", "application/json; charset=\"UTF-8\"")
        );
        Assert.Equal(200, reply.Status);
        Assert.Equal("\U0001F600 mill \u00e9", reply.Plain.Text("query"));
    }

    [Theory]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nThe mi")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"fi")]
    [InlineData("--x")]
    [InlineData("--x\r\nContent-Disposition: nonsense\r\n\r\na\r\n--x--\r\n")]
    [InlineData("")]
    public async Task TruncatedForm_IsRefused(string body)
    {
        string collection = await server.Rag.NewCollectionAsync();
        foreach (string path in (string[])[$"/api/v1/collections/{collection}/documents", "/api/v1/models"])
        {
            RawReply reply = await server.Raw.SendAsync(
                "POST",
                path,
                Encoding.UTF8.GetBytes(body),
                ("Content-Type", "multipart/form-data; boundary=x")
            );
            reply.Plain.AssertProblem(HttpStatusCode.BadRequest, "validation-failed");
            Assert.NotNull(reply.Plain.At("errors"));
        }
    }

    [Theory]
    [InlineData("Content-Disposition: form-data; name=\"file\"; filename=\"a\u00ff.txt\"", "file")]
    [InlineData(
        "Content-Disposition: form-data; name=\"title\"\r\n\r\na\u00ff\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; "
            + "filename=\"a.txt\"",
        "title"
    )]
    public async Task FormThatIsNotUtf8_IsRefused(string head, string field)
    {
        string collection = await server.Rag.NewCollectionAsync();
        byte[] body = Encoding.Latin1.GetBytes($"--x\r\n{head}\r\n\r\nThe mill.\r\n--x--\r\n");
        RawReply reply = await server.Raw.SendAsync(
            "POST",
            $"/api/v1/collections/{collection}/documents",
            body,
            ("Content-Type", "multipart/form-data; boundary=x")
        );
        AssertRefused(reply, field);
    }

    [Fact]
    public async Task FileNameInACharsetThatIsNotRead_IsRefused()
    {
        string collection = await server.Rag.NewCollectionAsync();
        byte[] body = Encoding.ASCII.GetBytes(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-7''a.txt\r\n\r\nThe mill.\r\n--x--\r\n"
        );
        foreach (string path in (string[])[$"/api/v1/collections/{collection}/documents", "/v1/files", "/api/v1/models"])
        {
            RawReply reply = await server.Raw.SendAsync("POST", path, body, ("Content-Type", "multipart/form-data; boundary=x"));
            Assert.Equal(400, reply.Status);
            Assert.Contains("UTF-8", reply.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task BodyThatEndsEarlyOrIsBadlyCut_IsRefused()
    {
        const string head =
            "POST /v1/rerank HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";
        RawReply reply = await server.Raw.SendBytesAsync(Encoding.ASCII.GetBytes($"{head}zz\r\n{{}}\r\n0\r\n\r\n"));
        AssertRefused(reply, "body");
    }

    private static void AssertRefused(RawReply reply, string field)
    {
        reply.Plain.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
        foreach (string ours in (string[])["System.", "Nullable", "Int32", "JsonElement", "parameter \\u0022"])
            Assert.DoesNotContain(ours, reply.Body, StringComparison.Ordinal);
    }
}
