using System.Net;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Requests;

/// <summary>A request must name this server: a foreign name in Host is a page that points to it.</summary>
public sealed class HostTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8080")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("10.1.2.3")]
    [InlineData("")]
    public async Task ForeignHost_IsRefusedAndDeletesNothing(string host)
    {
        string collection = await server.Rag.NewCollectionAsync();
        foreach (string method in (string[])["GET", "DELETE", "PATCH", "POST"])
        {
            RawReply reply = await server.Raw.SendAsync(method, $"/api/v1/collections/{collection}", ("Host", host));
            reply.Plain.AssertProblem(HttpStatusCode.MisdirectedRequest, "unknown-host", "Host");
        }

        Assert.Equal(HttpStatusCode.OK, (await server.Rag.GetAsync(collection, "")).Status);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1234")]
    [InlineData("rag.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:8080")]
    public async Task LoopbackName_IsKnown(string host) =>
        Assert.Equal(200, (await server.Raw.SendAsync("GET", "/api/v1/collections", ("Host", host))).Status);

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task Probe_MayUseAnyName(string path) =>
        Assert.Equal(200, (await server.Raw.SendAsync("GET", path, ("Host", "some-balancer"))).Status);

    [Fact]
    public async Task AllowedHosts_AreKnown_AndNoOthers()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Api__AllowedHosts"] = "rag.example.org, *.inside.example" }
        );
        RawHttp raw = new(silo.Http.BaseAddress!);
        foreach (string host in (string[])["rag.example.org", "RAG.example.org:443", "a.inside.example", "a.b.inside.example", "localhost"])
            Assert.Equal(200, (await raw.SendAsync("GET", "/api/v1/collections", ("Host", host))).Status);
        foreach (string host in (string[])["example.org", "arag.example.org", "inside.example", "insideXexample"])
            Assert.Equal(421, (await raw.SendAsync("GET", "/api/v1/collections", ("Host", host))).Status);
    }
}
