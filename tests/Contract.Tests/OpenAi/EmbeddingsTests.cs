using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.OpenAi;

public sealed class EmbeddingsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Path = "/v1/embeddings";

    [Fact]
    public async Task OneText_GetsAUnitVectorAndItsTokensAreCounted()
    {
        Reply reply = await PostAsync(new { model = "rag-static-en-v1", input = "The cat sat on the mat." });
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("list", reply.Text("object"));
        Assert.Equal("rag-static-en-v1", reply.Text("model"));
        Assert.Equal("embedding", reply.Text("data", 0, "object"));
        float[] vector = Floats(reply, 0);
        Assert.Equal(384, vector.Length);
        Assert.Equal(1, vector.Sum(x => x * x), 1e-4);
        Assert.True((int)reply.At("usage", "prompt_tokens")! >= 8);
        Assert.Equal(reply.Text("usage", "prompt_tokens"), reply.Text("usage", "total_tokens"));
    }

    [Fact]
    public async Task Texts_KeepTheirOrder()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => $"Text number {i} about {(i % 2 == 0 ? "cats" : "shipping to Norway")}")];
        Reply all = await PostAsync(new { input = texts });
        Assert.Equal(Enumerable.Range(0, 40), all.Array("data").Select(item => (int)item!["index"]!));
        foreach (int i in (int[])[0, 17, 39])
            Assert.Equal(Floats(await PostAsync(new { input = texts[i] }), 0), Floats(all, i), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public async Task Base64_IsTheSameVectorAsLittleEndianFloats()
    {
        float[] plain = Floats(await PostAsync(new { input = "Aurora grinder" }), 0);
        Reply reply = await PostAsync(new { input = "Aurora grinder", encoding_format = "base64" });
        byte[] bytes = Convert.FromBase64String(reply.Text("data", 0, "embedding"));
        Assert.Equal(plain, MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    }

    [Fact]
    public async Task TokenIds_AreTakenAsTheModelsOwn()
    {
        Reply one = await PostAsync(new { input = new[] { 100, 200, 300 } });
        Reply two = await PostAsync(new { input = new[] { new[] { 100, 200, 300 }, [400] } });
        Assert.Single(one.Array("data"));
        Assert.Equal(2, two.Array("data").Count);
        Assert.Equal(Floats(one, 0), Floats(two, 0));
        Assert.Equal("3", one.Text("usage", "prompt_tokens"));
    }

    [Theory]
    [InlineData("""{"input":""}""", "input")]
    [InlineData("""{"input":[]}""", "input")]
    [InlineData("""{"input":[""]}""", "input")]
    [InlineData("""{"input":["a",1]}""", "input")]
    [InlineData("""{"input":[1,"a"]}""", "input")]
    [InlineData("""{"input":[[]]}""", "input")]
    [InlineData("""{"input":[[1.5]]}""", "input")]
    [InlineData("""{"input":[99999999]}""", "input")]
    [InlineData("""{"input":[-1]}""", "input")]
    [InlineData("""{"input":{"a":1}}""", "input")]
    [InlineData("""{"input":null}""", "input")]
    [InlineData("""{"input":"a","encoding_format":"hex"}""", "encoding_format")]
    [InlineData("""{"input":"a","dimensions":0}""", "dimensions")]
    [InlineData("""{"input":"a","dimensions":100}""", "dimensions")]
    [InlineData("""{"input":"a","input_type":"poem"}""", "input_type")]
    public async Task BadInput_IsAProblemThatNamesItsFieldForBothKindsOfClients(string body, string field)
    {
        Reply reply = await server.Rag.SendAsync(HttpMethod.Post, Path, Json(body));
        reply.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
        Assert.Equal("invalid_request_error", reply.Text("error", "type"));
        Assert.Equal(field, reply.Text("error", "param"));
        Assert.NotEmpty(reply.Text("error", "message"));
    }

    [Fact]
    public async Task MissingInput_IsAProblem() =>
        (await server.Rag.SendAsync(HttpMethod.Post, Path, Json("""{"model":"rag-static-en-v1"}"""))).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed"
        );

    [Fact]
    public async Task UnknownModel_IsNotFound() =>
        (await PostAsync(new { model = "gpt-7", input = "a" })).AssertProblem(HttpStatusCode.NotFound, "not-found");

    [Fact]
    public async Task Reranker_IsNoEmbeddingModel() =>
        (await PostAsync(new { model = "rag-late-en-v1", input = "a" })).AssertProblem(HttpStatusCode.NotFound, "not-found");

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    private static float[] Floats(Reply reply, int index) => [.. reply.Array("data", index, "embedding").Select(x => (float)(JsonNode)x!)];

    private Task<Reply> PostAsync(object body) => server.Rag.PostAsync(Path, body);
}
