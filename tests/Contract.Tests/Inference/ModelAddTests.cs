using System.Net;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Inference;

/// <summary>What is wrong with a model that is to be added is said in the words of the form, and nothing of the server's.</summary>
public sealed class ModelAddTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("""{"name":null}""", "description.name")]
    [InlineData("""{"Name":"a"}""", "description.Name")]
    [InlineData("""{"name":"a","name":"b"}""", "description.name")]
    [InlineData("""{"name":"a","license":null}""", "description.license")]
    [InlineData("""{"name":"a","pooling":null}""", "description.pooling")]
    [InlineData("""{"name":"a","pooling":"most"}""", "description.pooling")]
    [InlineData("""{"name":"a","kind":"1"}""", "description.kind")]
    [InlineData("""{"name":"a","matryoshkaDimensions":[null]}""", "description.matryoshkaDimensions[0]")]
    [InlineData("""{"name":"a","maxTokens":"many"}""", "description.maxTokens")]
    [InlineData("""{"kind":"embedding"}""", "description.name")]
    [InlineData("""{"name":"a/b"}""", "description.name")]
    [InlineData("""{"name":"a","maxTokens":1}""", "description.maxTokens")]
    [InlineData("null", "description")]
    [InlineData("{", "description")]
    public async Task BadDescription_IsRefusedByItsMember(string description, string field)
    {
        using MultipartFormDataContent form = await SampleModel.FormAsync(description);
        await AssertRefusedAsync(form, field);
    }

    [Fact]
    public async Task FileThatIsNoModel_IsRefusedWithoutTheServersPaths()
    {
        using MultipartFormDataContent form = new()
        {
            { new StringContent("""{"name":"a"}"""), "description" },
            { new StringContent("The mill stands by the river."), "model", "model.onnx" },
            { new StringContent("mill"), "vocabulary", "vocab.txt" },
        };
        Reply reply = await AssertRefusedAsync(form, "model");
        Assert.Equal("The file 'model' is no ONNX model that can be opened.", reply.Text("detail"));
    }

    private async Task<Reply> AssertRefusedAsync(HttpContent form, string field)
    {
        Reply reply = await server.Rag.SendAsync(HttpMethod.Post, "/api/v1/models", form);
        reply.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
        foreach (string ours in (string[])["models add", "registry.json", ".incoming", "System.", "Load model"])
            Assert.DoesNotContain(ours, reply.Body, StringComparison.Ordinal);
        return reply;
    }
}
