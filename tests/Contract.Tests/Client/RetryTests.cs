using RagCluster.Client;
using RagCluster.Client.Collections;
using RagCluster.Client.Documents;
using RagCluster.Client.Jobs;
using RagCluster.Client.Queries;

namespace RagCluster.Contract.Tests.Client;

/// <summary>What the client library tries again, how often, and what ends it.</summary>
public sealed class RetryTests
{
    private const string Found = """{"query":"q","results":[]}""";
    private const string Made = """{"id":"j1","status":"running","total":1,"queued":1}""";

    [Theory]
    [InlineData(429, "rate-limited")]
    [InlineData(503, "joining")]
    [InlineData(503, "storage-unavailable")]
    public async Task Question_IsAskedAgain(int status, string code)
    {
        ScriptedServer server = new(ScriptedServer.Problem(status, code, 1), ScriptedServer.Answer(200, Found));
        using RagClient rag = Client(server);
        await rag.SearchAsync("main", new("q"));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(server.Requests[0], server.Requests[1]);
    }

    [Fact]
    public async Task Write_IsSentAgainUnderTheSameKeyWithTheSameContent()
    {
        ScriptedServer server = new(
            ScriptedServer.Problem(503, "storage-unavailable"),
            ScriptedServer.Problem(409, "in-progress", 1),
            ScriptedServer.Answer(202, Made)
        );
        using RagClient rag = Client(server);
        Job job = await rag.Documents("main").AddAsync(new NewDocument("A text.") { Id = "d1" });
        Assert.Equal(("j1", JobStatus.Running), (job.Id, job.Status));
        Assert.Equal(3, server.Requests.Count);
        Assert.NotNull(server.Requests[0].Key);
        Assert.Single(server.Requests.Select(request => (request.Key, request.Body)).Distinct());
        Assert.Contains("A text.", server.Requests[2].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "validation-failed")]
    [InlineData(404, "not-found")]
    [InlineData(409, "conflict")]
    [InlineData(412, "precondition-failed")]
    [InlineData(500, "internal-error")]
    [InlineData(507, "storage-full")]
    public async Task OtherRefusal_IsReportedAtOnce(int status, string code)
    {
        ScriptedServer server = new(ScriptedServer.Problem(status, code, 1));
        using RagClient rag = Client(server);
        RagClientException refused = await Assert.ThrowsAsync<RagClientException>(() =>
            rag.Collections.CreateAsync(new NewCollection("a"))
        );
        Assert.Equal(
            (RagFailure.Refused, status, code, $"It is {code}.", "abc"),
            (refused.Failure, refused.Status, refused.Code, refused.Message, refused.TraceId)
        );
    }

    [Fact]
    public async Task Unavailability_IsNoReasonToRepeatWhatMayHaveHappened()
    {
        ScriptedServer server = new(ScriptedServer.Problem(503, "unavailable", 1));
        using RagClient rag = Client(server, options => options.UseIdempotencyKeys = false);
        RagClientException refused = await Assert.ThrowsAsync<RagClientException>(() => rag.Collections.DeleteAsync("a"));
        Assert.Equal((503, TimeSpan.FromSeconds(1)), (refused.Status, refused.RetryAfter));
        Assert.Null(server.Requests[0].Key);
    }

    [Fact]
    public async Task Retries_AreBoundedByTheirNumber()
    {
        ScriptedServer server = new([.. Enumerable.Repeat(ScriptedServer.Problem(429, "rate-limited", 1), 10)]);
        using RagClient rag = Client(server, options => options.Retry.RetriesMax = 3);
        await Assert.ThrowsAsync<RagClientException>(() => rag.AskAsync("main", new("q")));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Retries_AreBoundedByTheirTime()
    {
        ScriptedServer server = new(
            ScriptedServer.Problem(429, "rate-limited", 20),
            ScriptedServer.Problem(429, "rate-limited", 20),
            ScriptedServer.Problem(429, "rate-limited", 20)
        );
        using RagClient rag = Client(server);
        RagClientException refused = await Assert.ThrowsAsync<RagClientException>(() => rag.AskAsync("main", new("q")));
        Assert.Equal((2, TimeSpan.FromSeconds(20)), (server.Requests.Count, refused.RetryAfter));
    }

    [Fact]
    public async Task Cancellation_EndsAWait()
    {
        using CancellationTokenSource cancelled = new();
        ScriptedServer server = new(() =>
        {
            cancelled.Cancel();
            return ScriptedServer.Problem(429, "rate-limited", 25)();
        });
        using RagClient rag = new(Options(), server, TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rag.AskAsync("main", new("q"), cancelled.Token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancellation_EndsAStreamBetweenItsEvents()
    {
        using CancellationTokenSource cancelled = new();
        ScriptedServer server = new(ScriptedServer.Events("event: message\ndata: {\"text\":\"One.\"}\n\nevent: message\ndata: {}\n\n"));
        using RagClient rag = Client(server);
        List<AnswerEvent> events = [];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (AnswerEvent next in rag.StreamAnswerAsync("main", new("q"), cancelled.Token))
            {
                events.Add(next);
                await cancelled.CancelAsync();
            }
        });
        Assert.Equal("One.", Assert.IsType<SentenceAdded>(Assert.Single(events)).Sentence.Text);
    }

    [Fact]
    public async Task AnswerThatBreaksOff_IsNoAnswer()
    {
        ScriptedServer server = new(
            ScriptedServer.Events("event: message\ndata: {\"text\":\"One.\"}\n\n"),
            ScriptedServer.Events("event: error\ndata: {\"code\":\"model-unavailable\",\"detail\":\"No model.\",\"status\":503}\n\n")
        );
        using RagClient rag = Client(server);
        Assert.Equal(RagFailure.Interrupted, (await Assert.ThrowsAsync<RagClientException>(ReadAsync)).Failure);
        RagClientException refused = await Assert.ThrowsAsync<RagClientException>(ReadAsync);
        Assert.Equal(("model-unavailable", 503, "No model."), (refused.Code, refused.Status, refused.Message));

        async Task ReadAsync()
        {
            await foreach (AnswerEvent next in rag.StreamAnswerAsync("main", new("q")))
                Assert.IsType<SentenceAdded>(next);
        }
    }

    [Fact]
    public async Task AnswersEvents_AreTakenUpWhereTheyBrokeOff()
    {
        ScriptedServer server = new(
            ScriptedServer.Events(
                "id: 1-a\nevent: search_results\ndata: {\"results\":[]}\n\nid: 2-b\nevent: message\ndata: {\"text\":\"One.\"}\n\n"
            ),
            () => throw new HttpRequestException(HttpRequestError.ConnectionError),
            ScriptedServer.Events("id: 3-c.done\nevent: final_answer\ndata: {\"answer\":\"One.\"}\n\n")
        );
        using RagClient rag = Client(server);
        List<AnswerEvent> events = [];
        await foreach (AnswerEvent next in rag.StreamAnswerAsync("main", new("q")))
            events.Add(next);
        Assert.Collection(
            events,
            found => Assert.IsType<PassagesFound>(found),
            sentence => Assert.IsType<SentenceAdded>(sentence),
            last => Assert.Equal("One.", Assert.IsType<AnswerFinished>(last).Answer.Text)
        );
        Assert.Equal([null, "2-b", "2-b"], server.Requests.Select(request => request.LastEvent));
    }

    [Fact]
    public async Task AnswerThatBecomesAnotherOne_IsNotMixedWithTheFirst()
    {
        const string Found = "id: 1-a\nevent: search_results\ndata: {\"results\":[]}\n\n";
        ScriptedServer server = new(ScriptedServer.Events(Found), ScriptedServer.Events(Found));
        using RagClient rag = Client(server);
        RagClientException broken = await Assert.ThrowsAsync<RagClientException>(async () =>
        {
            await foreach (AnswerEvent next in rag.StreamAnswerAsync("main", new("q")))
                Assert.IsType<PassagesFound>(next);
        });
        Assert.Equal(RagFailure.Interrupted, broken.Failure);
    }

    [Fact]
    public async Task JobsEvents_AreTakenUpWhereTheyBrokeOff()
    {
        ScriptedServer server = new(
            ScriptedServer.Events("id: a\nevent: progress\ndata: {\"id\":\"j1\",\"status\":\"running\",\"queued\":1}\n\n"),
            () => throw new HttpRequestException(HttpRequestError.ConnectionError),
            ScriptedServer.Events("id: b-done\nevent: done\ndata: {\"id\":\"j1\",\"status\":\"completed\",\"indexed\":1}\n\n")
        );
        using RagClient rag = Client(server);
        List<JobStatus> seen = [];
        Job job = await rag.Jobs.WaitAsync("j1", state => seen.Add(state.Status));
        Assert.Equal((JobStatus.Completed, 1), (job.Status, job.Indexed));
        Assert.Equal([JobStatus.Running, JobStatus.Completed], seen);
        Assert.Equal([null, "a", "a"], server.Requests.Select(request => request.LastEvent));
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("{\"results\":7}")]
    public async Task ForeignServer_IsNamed(string body)
    {
        using RagClient rag = Client(new ScriptedServer(ScriptedServer.Answer(200, body)));
        RagClientException foreign = await Assert.ThrowsAsync<RagClientException>(() => rag.SearchAsync("main", new("q")));
        Assert.Equal(RagFailure.Foreign, foreign.Failure);
    }

    [Fact]
    public async Task AnswersOfALaterServer_AreRead()
    {
        using RagClient rag = Client(
            new ScriptedServer(
                ScriptedServer.Answer(200, """{"id":"j1","status":"resting","new":{"a":1},"documents":[{"name":"a","status":"frozen"}]}"""),
                ScriptedServer.Events("event: thought\ndata: 7\n\nevent: final_answer\ndata: {\"answer\":\"A.\",\"mood\":1}\n\n")
            )
        );
        Job job = await rag.Jobs.GetAsync("j1");
        Assert.Equal((JobStatus.Unknown, JobDocumentStatus.Unknown), (job.Status, job.Documents[0].Status));
        List<AnswerEvent> events = [];
        await foreach (AnswerEvent next in rag.StreamAnswerAsync("main", new("q")))
            events.Add(next);
        Assert.Equal("A.", Assert.IsType<AnswerFinished>(Assert.Single(events)).Answer.Text);
    }

    [Fact]
    public void Options_AreCheckedBySentencesThatNameThem()
    {
        RagClientOptions wrong = new() { Servers = { new Uri("ftp://a") }, Timeout = TimeSpan.Zero };
        wrong.Retry.RetriesMax = -1;
        Assert.Equal(3, wrong.Faults().Count());
        Assert.All(wrong.Faults(), fault => Assert.StartsWith("RagClientOptions.", fault, StringComparison.Ordinal));
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new RagClient(new RagClientOptions()));
        Assert.Contains("RagClientOptions.Servers is empty", refused.Message, StringComparison.Ordinal);
    }

    private static RagClient Client(ScriptedServer server, Action<RagClientOptions>? configure = null)
    {
        RagClientOptions options = Options();
        configure?.Invoke(options);
        return new RagClient(options, server, new RushingTime());
    }

    private static RagClientOptions Options() => new() { Servers = { new Uri("http://one:1") } };
}
