using System.Net;
using System.Text;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Requests;

/// <summary>A page of another origin changes nothing here, whatever it sends and as what.</summary>
public sealed class OriginTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly (string Name, string Value)[][] Foreign =
    [
        [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")],
        [("Origin", "https://evil.example")],
        [("Origin", "null")],
        [("Sec-Fetch-Site", "same-site")],
        [("Sec-Fetch-Site", "cross-site")],
        [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
        [("Origin", "http://127.0.0.1:1")],
    ];

    [Theory]
    [InlineData(
        "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nThe mill.\r\n--x--\r\n"
    )]
    [InlineData("application/x-www-form-urlencoded", "documents=1")]
    [InlineData("text/plain", "{\"documents\":[{\"text\":\"The mill.\"}]}")]
    [InlineData("application/json", "{\"documents\":[{\"text\":\"The mill.\"}]}")]
    public async Task ForeignPage_UploadsNothing(string mediaType, string body)
    {
        string collection = await server.Rag.NewCollectionAsync();
        foreach ((string, string)[] headers in Foreign)
        {
            RawReply reply = await server.Raw.SendAsync(
                "POST",
                $"/api/v1/collections/{collection}/documents?wait=true",
                Encoding.UTF8.GetBytes(body),
                [("Content-Type", mediaType), .. headers]
            );
            reply.Plain.AssertProblem(HttpStatusCode.Forbidden, "cross-origin");
        }

        Assert.Equal("0", (await server.Rag.GetAsync(collection, "")).Text("documents"));
    }

    [Theory]
    [InlineData("POST", "/api/v1/models/rag-static-en-v1/unload")]
    [InlineData("DELETE", "/api/v1/collections/any")]
    [InlineData("PATCH", "/api/v1/collections/any")]
    [InlineData("PUT", "/api/v1/collections/any")]
    [InlineData("POST", "/v1/embeddings")]
    public async Task ForeignPage_ChangesNothing(string method, string path)
    {
        foreach ((string, string)[] headers in Foreign)
            Assert.Equal(403, (await server.Raw.SendAsync(method, path, headers)).Status);
    }

    [Fact]
    public async Task OwnPageAndPrograms_Change()
    {
        const string unload = "/api/v1/models/rag-static-en-v1/unload";
        Assert.Equal(204, (await server.Raw.SendAsync("POST", unload)).Status);
        Assert.Equal(204, (await server.Raw.SendAsync("POST", unload, ("Origin", $"http://{server.Raw.Authority}"))).Status);
        Assert.Equal(
            204,
            (
                await server.Raw.SendAsync("POST", unload, ("Sec-Fetch-Site", "same-origin"), ("Origin", $"http://{server.Raw.Authority}"))
            ).Status
        );
        // A proxy in front that ends TLS hands on the host, without the port that https has anyway.
        Assert.Equal(204, (await server.Raw.SendAsync("POST", unload, ("Host", "localhost"), ("Origin", "https://localhost"))).Status);
    }

    [Fact]
    public async Task CookieOfAPage_ChangesNothing_WhereNothingSaysWhereItComesFrom()
    {
        const string unload = "/api/v1/models/rag-static-en-v1/unload";
        (string, string) cookie = ("Cookie", "rag-key=any");
        (await server.Raw.SendAsync("POST", unload, cookie)).Plain.AssertProblem(HttpStatusCode.Forbidden, "cross-origin");
        Assert.Equal(204, (await server.Raw.SendAsync("POST", unload, cookie, ("Origin", $"http://{server.Raw.Authority}"))).Status);
        Assert.Equal(200, (await server.Raw.SendAsync("GET", "/", cookie)).Status);
    }

    [Fact]
    public async Task ForeignPage_MayFollowALink() =>
        Assert.Equal(200, (await server.Raw.SendAsync("GET", "/", ("Sec-Fetch-Site", "cross-site"))).Status);
}
