using System.Net;
using System.Text;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Faces;

/// <summary>What clients of Ollama send that its JavaScript client does not.</summary>
public sealed class OllamaTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Text = "The lantern at the gate is lit at nine in the evening.";

    [Fact]
    public async Task Body_IsJsonWhateverItSaysOfItself()
    {
        string collection = await FillAsync();
        Reply reply = await SendAsync(
            "/api/generate",
            $$"""{"model":"{{collection}}","prompt":"When is the lantern lit?","stream":false}"""
        );
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Contains("nine in the evening", reply.Text("response"), StringComparison.Ordinal);
        foreach (string count in new[] { "prompt_eval_count", "eval_count", "eval_duration", "total_duration" })
            Assert.True((long)reply.At(count)! > 0, $"{count} is not told.");
    }

    [Fact]
    public async Task ModelThatIsLoaded_IsThereOrNot()
    {
        string collection = await FillAsync();
        Assert.Equal("load", (await SendAsync("/api/chat", $$"""{"model":"{{collection}}","messages":[]}""")).Text("done_reason"));
        Assert.Equal("load", (await SendAsync("/api/generate", $$"""{"model":"{{collection}}"}""")).Text("done_reason"));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("/api/generate", """{"model":"absent"}""")).Status);
        Reply nameless = await SendAsync("/api/show", "{}");
        Assert.Equal((HttpStatusCode.BadRequest, "Name the model that is to be shown."), (nameless.Status, nameless.Text("error")));
    }

    // As the examples of Ollama's documentation are sent by curl.
    private async Task<Reply> SendAsync(string path, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await server.Rag.SendAsync(HttpMethod.Post, path, content);
    }

    private async Task<string> FillAsync()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "a.txt", Text);
        return collection;
    }
}
