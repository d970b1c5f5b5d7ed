using System.Text;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Requests;

/// <summary>Every response has the headers that keep a browser from making more of it than it is.</summary>
public sealed class HeaderTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string NoPage = "default-src 'none'; frame-ancestors 'none'";

    [Theory]
    [InlineData("GET", "/api/v1/collections", 200)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("PUT", "/api/v1/collections", 405)]
    [InlineData("POST", "/api/v1/collections", 400)]
    [InlineData("GET", "/api/v1/collections/..", 400)]
    [InlineData("GET", "/metrics", 200)]
    [InlineData("GET", "/health", 200)]
    [InlineData("GET", "/livez", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/api/v1/jobs/nope/events", 404)]
    [InlineData("POST", "/api/v1/models/rag-static-en-v1/unload", 204)]
    [InlineData("GET", "/api/v1/collections/%00", 400)]
    public async Task Response_IsNoPageAndIsNotCached(string method, string target, int status)
    {
        RawReply reply = await server.Raw.SendAsync(method, target);
        Assert.Equal(status, reply.Status);
        AssertGuarded(reply, NoPage);
        Assert.Contains("no-store", reply.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/docs")]
    [InlineData("/cluster")]
    [InlineData("/plans")]
#if ORLEANS_DASHBOARD
    [InlineData("/orleans/index.html")]
#endif
    public async Task Page_HasItsOwnPolicy(string path) => AssertGuarded(await server.Raw.SendAsync("GET", path), "default-src 'self'");

#if ORLEANS_DASHBOARD
    [Fact]
    public async Task Dashboard_LeadsToItsPage()
    {
        RawReply reply = await server.Raw.SendAsync("GET", "/orleans");
        Assert.Equal(302, reply.Status);
        Assert.Equal("/orleans/index.html", reply.Headers["Location"]);
        Assert.Equal(200, (await server.Raw.SendAsync("GET", "/orleans/index.min.js")).Status);
    }
#endif

    [Fact]
    public async Task UnreadableRequest_GetsTheSameHeaders()
    {
        AssertGuarded(await server.Raw.SendBytesAsync("NONSENSE\r\n\r\n"u8.ToArray()), NoPage);
        AssertGuarded(await server.Raw.SendAsync("GET", $"/{new string('a', 9000)}"), NoPage);
        AssertGuarded(await server.Raw.SendAsync("GET", "/", ("X-Long", new string('a', 40_000))), NoPage);
    }

    [Fact]
    public async Task UploadedPage_IsNotServedAsOne()
    {
        string collection = await server.Rag.NewCollectionAsync();
        string id = await server.Rag.UploadTextAsync(
            collection,
            "page.html",
            "<html><body><p>The mill stands by the river.</p><script>alert(1)</script></body></html>"
        );
        RawReply reply = await server.Raw.SendAsync("GET", $"/api/v1/collections/{collection}/documents/{id}/content");
        Assert.Equal("application/octet-stream", reply.Headers["Content-Type"]);
        Assert.StartsWith("attachment", reply.Headers["Content-Disposition"], StringComparison.Ordinal);
        AssertGuarded(reply, NoPage);
        RawReply stream = await server.Raw.SendAsync(
            "POST",
            $"/api/v1/collections/{collection}/ask",
            Encoding.UTF8.GetBytes("{\"query\":\"mill\",\"stream\":true}"),
            ("Content-Type", "application/json")
        );
        Assert.Equal("text/event-stream", stream.Headers["Content-Type"]);
        AssertGuarded(stream, NoPage);
    }

    private static void AssertGuarded(RawReply reply, string policy)
    {
        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", reply.Headers["Referrer-Policy"]);
        Assert.Equal("DENY", reply.Headers["X-Frame-Options"]);
        Assert.Equal("same-origin", reply.Headers["Cross-Origin-Resource-Policy"]);
        Assert.StartsWith(policy, reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.False(reply.Headers.ContainsKey("Server"));
    }
}
