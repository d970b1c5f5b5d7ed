using System.Net;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Inference;

public sealed class ModelLoadTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    [Theory]
    [InlineData("rag-static-en-v1")]
    [InlineData("rag-late-en-v1")]
    public async Task UnloadedModel_IsLoadedAgainByTheNextCall(string model)
    {
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(model, "load")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(model, "unload")).Status);
        Reply embedded = await server.Rag.PostAsync("/v1/embeddings", new { input = "cat" });
        Assert.Equal(HttpStatusCode.OK, embedded.Status);
        Reply reranked = await server.Rag.PostAsync("/v1/rerank", new { query = "cat", documents = new[] { "dog" } });
        Assert.Equal(HttpStatusCode.OK, reranked.Status);
    }

    [Fact]
    public async Task UnknownModel_IsNotFound()
    {
        (await PostAsync("none", "load")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await PostAsync("none", "unload")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await PostAsync("none", "verify")).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task ModelWithoutItsFiles_CanNotBeLoaded() =>
        (await PostAsync("all-MiniLM-L6-v2", "load")).AssertProblem(HttpStatusCode.ServiceUnavailable, "model-unavailable");

    [Theory]
    [InlineData("rag-static-en-v1")]
    [InlineData("rag-late-en-v1")]
    public async Task WholeModel_IsVerified(string model) =>
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(model, "verify")).Status);

    private Task<Reply> PostAsync(string model, string verb) =>
        server.Rag.SendAsync(HttpMethod.Post, $"/api/v1/models/{model}/{verb}", null);
}
