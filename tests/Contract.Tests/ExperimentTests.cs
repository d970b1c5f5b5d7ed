using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>Experiments as a client sees them.</summary>
public sealed class ExperimentTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Api = "/api/v1/experiments";

    // The query that finds out whether an experiment has begun is one of its units.
    private const int Warm = 1;

    [Fact]
    public async Task Arms_AnswerByTheirOverrides_AndTheResponseNamesThem()
    {
        string collection = await LighthousesAsync();
        string name = await CreateAsync(collection, [new { name = "control" }, new { name = "one", overrides = new { top_k = 1 } }]);
        Dictionary<string, HashSet<string>> armsOf = [];
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 20; i++)
            {
                Reply found = await SearchAsync(collection, new { query = "lighthouse", principal = $"user-{i}" });
                Assert.Equal(name, found.Text("experiment", "name"));
                string arm = found.Text("experiment", "arm");
                // The overrides decide, and no cache gives one arm the other's answer.
                Assert.Equal(arm == "one" ? 1 : 3, found.Array("results").Count);
                (armsOf.TryGetValue($"user-{i}", out HashSet<string>? arms) ? arms : armsOf[$"user-{i}"] = []).Add(arm);
            }
        }

        Assert.All(armsOf.Values, arms => Assert.Single(arms));
        Assert.Equal(["control", "one"], armsOf.Values.SelectMany(arms => arms).Distinct().Order());
        Assert.Null(
            (
                await SearchAsync(
                    collection,
                    new
                    {
                        query = "lighthouse",
                        principal = "user-1",
                        experiments = false,
                    }
                )
            ).At("experiment")
        );
    }

    [Fact]
    public async Task Outcomes_FeedbackAndClicks_AreInTheFigures_EachPrincipalOnce()
    {
        string collection = await LighthousesAsync();
        string name = await CreateAsync(collection, [new { name = "control" }, new { name = "words", overrides = new { mode = "bm25" } }]);
        HashSet<string> ids = [];
        for (int i = 0; i < 6; i++)
        {
            Reply answer = await server.Rag.PostAsync(
                $"/api/v1/collections/{collection}/ask",
                new { query = "How tall is the lighthouse of Borkum?", principal = $"u{i % 3}" }
            );
            string id = answer.Text("experiment", "feedback_id");
            ids.Add(id);
            Reply taken = await server.Rag.PostAsync("/api/v1/feedback", new { feedback_id = id, rating = "good" });
            Assert.Equal(HttpStatusCode.NoContent, taken.Status);
        }

        Assert.Equal(3, ids.Count);
        await UntilAsync(
            name,
            state => Units(state, "answered") == 3 + Warm && Units(state, "feedback") == 3 && Units(state, "groundedness") == 3
        );
        foreach (string id in ids)
            await server.Rag.PostAsync("/api/v1/feedback", new { feedback_id = id, citation = "1" });
        JsonNode after = await UntilAsync(name, state => Clicks(state) == 3);
        Assert.Equal(3 + Warm, Units(after, "click"));
        Assert.InRange(Units(after, "latency"), 1, 3 + Warm);
        Assert.All(
            Outcomes(after, "feedback"),
            outcome => Assert.True(outcome["units"]!.GetValue<long>() == 0 || outcome["mean"]!.GetValue<double>() == 1)
        );
    }

    [Fact]
    public async Task AStream_TakesPart()
    {
        string collection = await LighthousesAsync();
        string name = await CreateAsync(collection, [new { name = "control" }, new { name = "same" }]);
        Reply stream = await server.Rag.PostAsync(
            $"/api/v1/collections/{collection}/ask",
            new { query = "How tall is the lighthouse of Borkum?", stream = true }
        );
        Assert.Equal(HttpStatusCode.OK, stream.Status);
        foreach (string moment in (string[])["search_results", "final_answer"])
        {
            int at = stream.Body.IndexOf($"event: {moment}", StringComparison.Ordinal);
            Assert.Contains($"\"experiment\":{{\"name\":\"{name}\"", stream.Body[at..], StringComparison.Ordinal);
        }

        await UntilAsync(name, state => Units(state, "answered") == 1 + Warm);
    }

    [Fact]
    public async Task AnArmThatLoses_IsStopped_AndItsUnitsAreAnsweredAsBefore()
    {
        string collection = await LighthousesAsync();
        string name = await CreateAsync(
            collection,
            [new { name = "control" }, new { name = "worse", overrides = new { top_k = 1 } }],
            primary: "feedback"
        );
        Dictionary<string, string> ofWorse = [];
        await UntilAsync(
            name,
            async state =>
            {
                for (int i = 0; i < 50; i++)
                {
                    Reply found = await SearchAsync(collection, new { query = "lighthouse", principal = Guid.NewGuid().ToString() });
                    if (found.At("experiment") is null)
                        continue;
                    bool isWorse = found.Text("experiment", "arm") == "worse";
                    await server.Rag.PostAsync(
                        "/api/v1/feedback",
                        new { feedback_id = found.Text("experiment", "feedback_id"), rating = isWorse ? "bad" : "good" }
                    );
                }

                return state["arms"]![1]!["status"]!.ToString() == "stopped";
            }
        );
        Reply state = await server.Rag.SendAsync(HttpMethod.Get, $"{Api}/{name}", null);
        Assert.Equal("worse", state.Text("arms", 1, "verdict"));
        Assert.Contains("feedback", state.Text("arms", 1, "stop_reason"), StringComparison.Ordinal);
        // It was the only one beside the control.
        Assert.Equal("stopped", state.Text("status"));
        Assert.True(state.At("arms", 1, "outcomes", 3, "p_value")!.GetValue<double>() < 0.05);
        await UntilAsync(
            name,
            async _ => (await SearchAsync(collection, new { query = "lighthouse", principal = "late" })).At("experiment") is null
        );
        Assert.Equal(3, (await SearchAsync(collection, new { query = "lighthouse", principal = "late" })).Array("results").Count);
    }

    [Fact]
    public async Task AStoppedExperiment_AnswersAsBefore_StaysListed_AndCanBeRemoved()
    {
        string collection = await LighthousesAsync();
        string name = await CreateAsync(collection, [new { name = "control" }, new { name = "other" }]);
        (await server.Rag.SendAsync(HttpMethod.Delete, $"{Api}/{name}", null)).AssertProblem(HttpStatusCode.Conflict, "experiment-runs");
        (await server.Rag.PostAsync(Api, Body("another", collection, [new { name = "a" }, new { name = "b" }]))).AssertProblem(
            HttpStatusCode.Conflict,
            "experiment-runs"
        );
        Reply stopped = await server.Rag.PostAsync($"{Api}/{name}/stop", new { reason = "Seen enough." });
        Assert.Equal(("stopped", "Seen enough."), (stopped.Text("status"), stopped.Text("stop_reason")));
        await UntilAsync(name, async _ => (await SearchAsync(collection, new { query = "lighthouse" })).At("experiment") is null);
        Reply list = await server.Rag.SendAsync(HttpMethod.Get, Api, null);
        Assert.Contains(list.Array("data"), experiment => experiment!["name"]!.ToString() == name);
        (await server.Rag.PostAsync(Api, Body(name, collection, [new { name = "a" }, new { name = "b" }]))).AssertProblem(
            HttpStatusCode.Conflict,
            "experiment-exists"
        );
        Assert.Equal(HttpStatusCode.NoContent, (await server.Rag.SendAsync(HttpMethod.Delete, $"{Api}/{name}", null)).Status);
        (await server.Rag.SendAsync(HttpMethod.Get, $"{Api}/{name}", null)).AssertProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(
            HttpStatusCode.Created,
            (await server.Rag.PostAsync(Api, Body(name, collection, [new { name = "a" }, new { name = "b" }]))).Status
        );
    }

    [Fact]
    public async Task AnArm_MayAnswerFromATwinCollection()
    {
        string collection = await LighthousesAsync();
        string twin = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(twin, "twin.txt", "The lighthouse of the twin.");
        await CreateAsync(
            collection,
            [new { name = "here", overrides = new { collection = twin } }, new { name = "there", overrides = new { collection = twin } }]
        );
        Reply found = await SearchAsync(collection, new { query = "lighthouse" });
        Assert.Equal(twin, found.Text("experiment", "collection"));
        Assert.Equal("The lighthouse of the twin.", found.Text("results", 0, "text"));
    }

    [Theory]
    [InlineData("""{"arms":[{"name":"a"}]}""", "arms")]
    [InlineData("""{"arms":[{"name":"a"},{"name":"a"}]}""", "arms")]
    [InlineData("""{"arms":[{"name":"A!"},{"name":"b"}]}""", "arms[0].name")]
    [InlineData("""{"arms":[{"name":"a","share":0.5},{"name":"b","share":0.4}]}""", "arms")]
    [InlineData("""{"arms":[{"name":"a","share":0.5},{"name":"b"}]}""", "arms[1].share")]
    [InlineData("""{"arms":[{"name":"a"},{"name":"b","overrides":{"top_k":0}}]}""", "arms[1].overrides.top_k")]
    [InlineData(
        """{"arms":[{"name":"a"},{"name":"b","overrides":{"ranking":{"dense_weight":2}}}]}""",
        "arms[1].overrides.ranking.dense_weight"
    )]
    [InlineData("""{"arms":[{"name":"a"},{"name":"b","overrides":{"collection":"nowhere"}}]}""", "arms[1].overrides.collection")]
    [InlineData("""{"arms":[{"name":"a"},{"name":"b","overrides":{"reranker":"nobody"}}]}""", "arms[1].overrides.reranker")]
    [InlineData("""{"arms":[{"name":"a"},{"name":"b","overrides":{"chat_model":"dear"}}]}""", "arms[1].overrides.chat_model")]
    [InlineData("""{"name":"No Name","arms":[{"name":"a"},{"name":"b"}]}""", "name")]
    [InlineData("""{"alpha":0.5,"arms":[{"name":"a"},{"name":"b"}]}""", "alpha")]
    [InlineData("""{"guardrails":[{"outcome":"latency","margin":-1}],"arms":[{"name":"a"},{"name":"b"}]}""", "guardrails[0].margin")]
    public async Task WrongExperiments_AreRefused_NamingTheField(string changes, string field)
    {
        string collection = await server.Rag.NewCollectionAsync();
        JsonObject body = JsonNode.Parse(changes)!.AsObject();
        body["name"] ??= "wrong";
        body["collection"] = collection;
        body["primary"] = "feedback";
        (await server.Rag.PostAsync(Api, body)).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
    }

    [Fact]
    public async Task UnknownThings_AreProblems()
    {
        (await server.Rag.PostAsync(Api, Body("x", "nowhere", [new { name = "a" }, new { name = "b" }]))).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        (await server.Rag.SendAsync(HttpMethod.Get, $"{Api}/nothing", null)).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.PostAsync($"{Api}/nothing/stop", new { })).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.SendAsync(HttpMethod.Delete, $"{Api}/nothing", null)).AssertProblem(HttpStatusCode.NotFound, "not-found");
        const string Feedback = "/api/v1/feedback";
        (await server.Rag.PostAsync(Feedback, new { feedback_id = "nothing", rating = "good" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "feedback_id"
        );
        (await server.Rag.PostAsync(Feedback, new { feedback_id = "nothing.0123456789abcdef", rating = "good" })).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        (await server.Rag.PostAsync(Feedback, new { feedback_id = "nothing.0123456789abcdef" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "rating"
        );
        (await server.Rag.PostAsync(Feedback, new { feedback_id = "nothing.0123456789abcdef", rating = "superb" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed"
        );
    }

    private static object Body(string name, string collection, object[] arms, string primary = "feedback") =>
        new
        {
            name,
            collection,
            arms,
            primary,
        };

    private static IEnumerable<JsonNode> Outcomes(JsonNode state, string outcome) =>
        state["arms"]!.AsArray().Select(arm => arm!["outcomes"]!.AsArray().Single(found => found!["outcome"]!.ToString() == outcome)!);

    private static long Units(JsonNode state, string outcome) => Outcomes(state, outcome).Sum(found => found["units"]!.GetValue<long>());

    // Means are rounded: two of three are 0.6667.
    private static double Clicks(JsonNode state) =>
        Outcomes(state, "click").Sum(found => Math.Round(found["units"]!.GetValue<long>() * (found["mean"]?.GetValue<double>() ?? 0)));

    private Task<Reply> SearchAsync(string collection, object body) => server.Rag.SearchAsync(collection, body);

    private async Task<string> CreateAsync(string collection, object[] arms, string primary = "feedback")
    {
        string name = $"e{Guid.NewGuid():N}";
        Reply created = await server.Rag.PostAsync(Api, Body(name, collection, arms, primary));
        Assert.True(created.Status == HttpStatusCode.Created, created.Body);
        Assert.Equal("running", created.Text("status"));
        await UntilAsync(
            name,
            async _ => (await SearchAsync(collection, new { query = "lighthouse", principal = "warm" })).At("experiment") is not null,
            "warm"
        );
        return name;
    }

    private Task<JsonNode> UntilAsync(string name, Func<JsonNode, bool> isSo) => UntilAsync(name, state => Task.FromResult(isSo(state)));

    private async Task<JsonNode> UntilAsync(string name, Func<JsonNode, Task<bool>> isSo, string? what = null)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (true)
        {
            Reply state = await server.Rag.SendAsync(HttpMethod.Get, $"{Api}/{name}", null);
            if (await isSo(state.Json))
                return state.Json;
            Assert.False(patience.IsCancellationRequested, $"Not {what} in time: {state.Body}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private async Task<string> LighthousesAsync()
    {
        string collection = await server.Rag.NewCollectionAsync();
        foreach ((string island, int metres) in ((string, int)[])[("Norderney", 54), ("Borkum", 60), ("Amrum", 42)])
            await server.Rag.UploadTextAsync(collection, $"{island}.txt", $"The lighthouse of {island} is {metres} metres tall.");
        return collection;
    }
}
