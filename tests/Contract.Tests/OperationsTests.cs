using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

public sealed class OperationsTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    public static TheoryData<string> HealthPaths => ["/health", "/ready", "/livez", "/alive", "/readyz", "/healthz"];

    [Theory]
    [MemberData(nameof(HealthPaths))]
    public async Task Health_IsOk(string path)
    {
        Reply reply = await server.Rag.SendAsync(HttpMethod.Get, path, null);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("ok", reply.Text("status"));
    }

    [Theory]
    [MemberData(nameof(HealthPaths))]
    public async Task Health_IsReadOnly(string path)
    {
        Assert.Equal(HttpStatusCode.OK, (await server.Rag.SendAsync(HttpMethod.Head, path, null)).Status);
        foreach (string method in (string[])["POST", "PUT", "DELETE", "TRACE", "FOO"])
        {
            using HttpRequestMessage request = new(new HttpMethod(method), path);
            using HttpResponseMessage response = await server.Rag.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order());
        }
    }

    [Fact]
    public async Task OpenApi_ListsEveryEndpointOfTheNativeApi()
    {
        Reply reply = await server.Rag.SendAsync(HttpMethod.Get, "/openapi/v1.json", null);
        string[] paths = [.. reply.At("paths")!.AsObject().Select(p => p.Key)];
        Assert.Contains("/api/v1/collections/{collection}/ask", paths);
        Assert.Contains("/api/v1/collections/{collection}/documents", paths);
        Assert.Contains("/api/v1/jobs/{id}", paths);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/docs")]
    public async Task Pages_AreServedFromOwnAssetsOnly(string path)
    {
        using HttpResponseMessage response = await server.Rag.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownPath_IsAProblem() =>
        (await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/nothing", null)).AssertProblem(HttpStatusCode.NotFound, "not-found");

    [Fact]
    public async Task WrongMethod_IsAProblem() =>
        (await server.Rag.SendAsync(HttpMethod.Put, "/api/v1/collections", null)).AssertProblem(
            HttpStatusCode.MethodNotAllowed,
            "method-not-allowed"
        );

    [Fact]
    public async Task Models_ShowTheBuiltInOneAsDefault()
    {
        Reply reply = await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/models", null);
        JsonNode standard = reply.Array("data").Single(m => (bool)m!["default"]!)!;
        Assert.True((bool)standard["available"]!);
        Assert.True((int)standard["dimensions"]! > 0);
    }

    [Fact]
    public async Task PullOfAnUnknownModel_IsNotFound() =>
        (await server.Rag.SendAsync(HttpMethod.Post, "/api/v1/models/no-such-model/pull", null)).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );

    [Fact]
    public async Task Status_CountsSilosAndGrains()
    {
        await server.Rag.NewCollectionAsync();
        Reply reply = await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/status", null);
        Assert.Equal("1", reply.Text("silos"));
        Assert.Contains(reply.Array("grains"), g => g!["grain"]!.ToString() == "CollectionGrain");
    }

    [Theory]
    [InlineData("/api/v1/status")]
    [InlineData("/api/v1/cluster")]
    [InlineData("/health")]
    public async Task WhatRuns_IsNamedWithItsVersion(string path)
    {
        Reply reply = await server.Rag.SendAsync(HttpMethod.Get, path, null);
        Assert.Matches(@"^(stand-in for )?Orleans \d+(\.\d+)+$", reply.Text("engine"));
        Reply document = await server.Rag.SendAsync(HttpMethod.Get, "/openapi/v1.json", null);
        Assert.Equal(reply.Text("version"), document.At("info")!["version"]!.ToString());
    }

    [Fact]
    public async Task UnknownJob_IsNotFound()
    {
        (await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/jobs/nope", null)).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/jobs/nope/events", null)).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task JobEvents_EndWithDone()
    {
        string collection = await server.Rag.NewCollectionAsync();
        Reply accepted = await server.Rag.UploadFormAsync(
            $"/api/v1/collections/{collection}/documents",
            ("a.txt", "The mill stands by the river."u8.ToArray())
        );
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Reply events = await server.Rag.SendAsync(HttpMethod.Get, $"/api/v1/jobs/{accepted.Text("id")}/events", null);
        Assert.Contains("event: done", events.Body, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"completed\"", events.Body, StringComparison.Ordinal);
        Reply job = await server.Rag.SendAsync(HttpMethod.Get, $"/api/v1/jobs/{accepted.Text("id")}", null);
        JsonArray steps = job.Array("documents")[0]!["steps"]!.AsArray();
        Assert.Equal(["load", "read", "chunk", "embed", "commit"], steps.Select(step => step!["step"]!.ToString()));
        Assert.All(
            steps,
            step =>
                Assert.Equal(
                    ("done", 1, true),
                    (step!["status"]!.ToString(), step["attempts"]!.GetValue<int>(), step["took_ms"]!.GetValue<double>() >= 0)
                )
        );
    }
}
