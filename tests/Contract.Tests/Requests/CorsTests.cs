using System.Net;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Requests;

/// <summary>Pages of the origins that are named may ask, and no others.</summary>
public sealed class CorsTests
{
    private const string Known = "https://app.example";
    private const string Unknown = "https://attacker.example";

    [Fact]
    public async Task PageOfANamedOrigin_MayAsk_AndNoOther()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string> { ["CORS_ORIGINS"] = $"{Known}/, http://localhost:3000" }
        );
        RawHttp raw = new(silo.Http.BaseAddress!);

        RawReply asked = await raw.SendAsync(
            "OPTIONS",
            "/api/v1/collections",
            ("Origin", Known),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,content-type")
        );
        Assert.Equal(204, asked.Status);
        Assert.Equal(Known, asked.Headers["Access-Control-Allow-Origin"]);
        Assert.Contains("authorization", asked.Headers["Access-Control-Allow-Headers"], StringComparison.OrdinalIgnoreCase);
        // No cookie: who has signed in here has not signed in there.
        Assert.False(asked.Headers.ContainsKey("Access-Control-Allow-Credentials"));

        Assert.Equal(HttpStatusCode.Created, await CreateAsync(silo, Known, "one"));
        Assert.Equal(HttpStatusCode.Created, await CreateAsync(silo, "http://localhost:3000", "two"));
        Assert.Equal(HttpStatusCode.Forbidden, await CreateAsync(silo, Unknown, "three"));
        Assert.Equal(HttpStatusCode.Forbidden, await CreateAsync(silo, "http://localhost:3001", "four"));
        Assert.Equal(HttpStatusCode.Forbidden, await CreateAsync(silo, "null", "five"));

        RawReply read = await raw.SendAsync("GET", "/api/v1/collections", ("Origin", Known));
        Assert.Equal((200, Known), (read.Status, read.Headers["Access-Control-Allow-Origin"]));
        Assert.Contains("Retry-After", read.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
        RawReply unknown = await raw.SendAsync("GET", "/api/v1/collections", ("Origin", Unknown));
        Assert.False(unknown.Headers.ContainsKey("Access-Control-Allow-Origin"));
        // A page is no interface: who is named may not read it.
        RawReply page = await raw.SendAsync("GET", "/", ("Origin", Known));
        Assert.False(page.Headers.ContainsKey("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("app.example")]
    [InlineData("https://app.example/path")]
    [InlineData("ftp://app.example")]
    public async Task WhatIsNoOrigin_StopsTheStart(string origin)
    {
        using TempFolder data = new();
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Api__Cors__Origins"] = origin }
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("RAG__Api__Cors__Origins", log, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> CreateAsync(SiloProcess silo, string origin, string name)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/collections")
        {
            Content = new StringContent($$"""{"name":"{{name}}"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
        using HttpResponseMessage response = await silo.Http.SendAsync(request);
        return response.StatusCode;
    }
}
