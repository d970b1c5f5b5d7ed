using System.Net.Http.Json;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Chat;

/// <summary>Answers that a chat model writes: streamed, each sentence checked, extraction when the model fails.</summary>
public sealed class GeneratedAnswerTests(StubChatServer server) : IClassFixture<StubChatServer>, IAsyncLifetime
{
    private const string Question = "How long does the warranty of the Aurora grinder last?";

    private string _collection = "";

    public async Task InitializeAsync()
    {
        _collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(
            _collection,
            "warranty.md",
            "# Warranty\n\nThe warranty of the Aurora grinder lasts five years from the day of purchase. Blades are excluded from it."
        );
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task SupportedSentence_IsPassedOnWithItsCitation()
    {
        server.Model.Pieces = ["The warranty of the Aurora ", "grinder lasts five ", "years [1]."];
        Reply answer = await server.Rag.AskAsync(_collection, Question);
        Assert.Equal("stub", answer.Text("answered_by"));
        Assert.Contains("five years", answer.Text("answer"), StringComparison.Ordinal);
        Assert.Contains("lasts five years", answer.Text("citations", 0, "quote"), StringComparison.Ordinal);
        Assert.Contains("Aurora grinder lasts five years", server.Model.LastPrompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnsupportedSentence_IsDroppedAndCounted()
    {
        server.Model.Pieces =
        [
            "The warranty of the Aurora grinder lasts five years [1]. ",
            "It was designed by Leonardo da Vinci in 1502 [1].",
        ];
        Reply answer = await server.Rag.AskAsync(_collection, Question);
        Assert.Equal("1", answer.Text("dropped_sentences"));
        Assert.Equal("It was designed by Leonardo da Vinci in 1502.", answer.Text("dropped", 0, "text"));
        Assert.Equal("not_in_sources", answer.Text("dropped", 0, "reason"));
        Assert.DoesNotContain("Leonardo", answer.Text("answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerWithoutSupport_IsTheExtractiveOne_AndMarked()
    {
        server.Model.Pieces = ["The warranty lasts ninety years and covers every planet [1]."];
        Reply answer = await server.Rag.AskAsync(_collection, Question);
        Assert.Equal("extractive", answer.Text("answered_by"));
        Assert.Contains("five years", answer.Text("answer"), StringComparison.Ordinal);
        Assert.Equal("1", answer.Text("dropped_sentences"));
        Assert.Contains("chat_unsupported", answer.Array("degraded").Select(d => d!.ToString()));
    }

    [Fact]
    public async Task TheChatModel_IsNamed_AtTheStart_InTheStatus_AndByReadiness()
    {
        Assert.Equal("stub", (await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/status", null)).Text("chat_model"));
        Reply ready = await server.Rag.SendAsync(HttpMethod.Get, "/ready?verbose", null);
        Assert.Equal("stub writes answers.", ready.Text("checks", "chat", "detail"));
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (!server.Log.Contains("Answers are written by the chat model stub at ", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
    }

    [Fact]
    public async Task ACollectionsPrompt_IsWhatTheModelIsAsked_AndIsChecked()
    {
        string path = $"/api/v1/collections/{_collection}";
        (await server.Rag.SendAsync(HttpMethod.Patch, path, JsonContent.Create(new { prompt = "Answer: {question}" }))).AssertProblem(
            System.Net.HttpStatusCode.BadRequest,
            "validation-failed",
            "prompt"
        );
        Reply changed = await server.Rag.SendAsync(
            HttpMethod.Patch,
            path,
            JsonContent.Create(new { prompt = "{passages}For a child: {question}" })
        );
        Assert.Equal("{passages}For a child: {question}", changed.Text("prompt"));
        server.Model.Pieces = ["The warranty of the Aurora grinder lasts five years [1]."];
        using CancellationTokenSource patience = new(TestPatience.Max);
        // A silo may use settings that are a second old.
        do await AskAsync(new { query = Question, cache = false });
        while (
            !server.Model.LastPrompt.Contains($"For a child: {Question}", StringComparison.Ordinal) && !patience.IsCancellationRequested
        );
        Assert.Contains($"For a child: {Question}", server.Model.LastPrompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailingModel_FallsBackToExtraction()
    {
        server.Model.Pieces = null;
        Reply answer = await server.Rag.AskAsync(_collection, Question);
        Assert.Equal("extractive", answer.Text("answered_by"));
        Assert.Contains("five years", answer.Text("answer"), StringComparison.Ordinal);
        Assert.Contains("chat_unavailable", answer.Array("degraded").Select(d => d!.ToString()));
    }

    [Fact]
    public async Task ARequest_MayNameAListedModel_AndSayHowToWrite()
    {
        server.Model.Pieces = ["The warranty of the Aurora grinder lasts five years [1]."];
        Reply answer = await AskAsync(
            new
            {
                query = Question,
                chat_model = "another",
                prompt = "Write like a pirate.",
            }
        );
        Assert.Equal("another", answer.Text("answered_by"));
        Assert.Equal("another", server.Model.LastModel);
        Assert.Contains("as far as the rules allow it: Write like a pirate.", server.Model.LastPrompt, StringComparison.Ordinal);
        // No answer of one model or prompt is given for the other.
        Assert.Equal("stub", (await AskAsync(new { query = Question })).Text("answered_by"));
        (await AskAsync(new { query = Question, chat_model = "dear" })).AssertProblem(
            System.Net.HttpStatusCode.BadRequest,
            "validation-failed",
            "chat_model"
        );
    }

    [Fact]
    public async Task AModelThatFailsAlikeSeveralTimes_IsLeftAlone_AndTheClusterTellsWhy()
    {
        server.Model.Pieces = null;
        // Questions that no cache knows, within the pause in which it is left alone.
        for (int i = 0; i < 3; i++)
            await server.Rag.AskAsync(_collection, $"{Question} {i}");
        using CancellationTokenSource patience = new(TestPatience.Max);
        // The log comes through a pipe.
        while (!server.Log.Contains("is left alone", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);

        Reply cluster = await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/cluster", null);
        Assert.Contains(cluster.Array("failures"), failure => failure!["dependency"]!.ToString() == "chat");
        server.Model.Pieces = ["The warranty of the Aurora grinder lasts five years [1]."];
        while ((await AskAsync(new { query = Question, cache = false })).Text("answered_by") != "stub")
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    private Task<Reply> AskAsync(object body) => server.Rag.PostAsync($"/api/v1/collections/{_collection}/ask", body);
}
