using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Faces;

/// <summary>A reader of a streamed answer whose connection broke gets what is missing and nothing twice.</summary>
public sealed class ResumedAnswerTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Question = "How tall is the lighthouse of Brevik and when is it lit?";

    [Fact]
    public async Task FromEachEvent_TheRestComes()
    {
        string collection = await LighthouseAsync();
        SseItem<string>[] whole = await AskAsync(collection, null);
        Assert.True(whole.Length > 3, "The answer has too few events to break off between them.");
        Assert.All(whole, item => Assert.NotNull(item.EventId));
        for (int seen = 1; seen < whole.Length; seen++)
        {
            SseItem<string>[] rest = await AskAsync(collection, whole[seen - 1].EventId);
            Assert.Equal(whole[seen..].Select(item => (item.EventId, item.EventType)), rest.Select(item => (item.EventId, item.EventType)));
        }

        using HttpResponseMessage nothing = await SendAsync(collection, whole[^1].EventId);
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
    }

    [Theory]
    [InlineData("3-0123456789abcdef")]
    [InlineData("1000000-0123456789abcdef")]
    [InlineData("-1")]
    [InlineData("nonsense")]
    [InlineData("5-0123456789abcdef.done")]
    [InlineData("nonsense.done")]
    public async Task AnotherAnswersEvent_IsLikeNone(string seen)
    {
        string collection = await LighthouseAsync();
        SseItem<string>[] whole = await AskAsync(collection, null);
        Assert.Equal(whole.Select(item => item.EventId), (await AskAsync(collection, seen)).Select(item => item.EventId));
    }

    [Fact]
    public async Task AnswerThatHasChanged_ComesWhole()
    {
        string collection = await LighthouseAsync();
        SseItem<string>[] before = await AskAsync(collection, null);
        await server.Rag.UploadTextAsync(collection, "brevik.txt", "The lighthouse of Brevik is 61 metres tall. It is lit at nine.");
        SseItem<string>[] after = await AskAsync(collection, before[^2].EventId);
        Assert.Equal(("search_results", "final_answer"), (after[0].EventType, after[^1].EventType));
        Assert.Contains("61 metres", after[^1].Data, StringComparison.Ordinal);
    }

    private async Task<string> LighthouseAsync()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "brevik.txt", "The lighthouse of Brevik is 54 metres tall. It is lit at nine.");
        return collection;
    }

    private async Task<SseItem<string>[]> AskAsync(string collection, string? seen)
    {
        using HttpResponseMessage response = await SendAsync(collection, seen);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        List<SseItem<string>> items = [];
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync())
            items.Add(item);
        return [.. items];
    }

    private async Task<HttpResponseMessage> SendAsync(string collection, string? seen)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/api/v1/collections/{collection}/ask")
        {
            Content = JsonContent.Create(new { query = Question, stream = true }),
        };
        if (seen is not null)
            request.Headers.Add("Last-Event-ID", seen);
        return await server.Rag.Http.SendAsync(request);
    }
}
