using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>Plans, explanations and replays as a client sees them, with the planner on.</summary>
public sealed class PlannerTests : IAsyncLifetime
{
    private const string Query = "lighthouse height";

    private static readonly Dictionary<string, string> On = new()
    {
        ["RAG__Planner__IsOn"] = "true",
        ["RAG__Planner__ReportPeriod"] = "00:00:00.05",
        ["RAG__Planner__CheckPeriod"] = "00:00:00.2",
        ["RAG__Planner__ControlShare"] = "0",
        ["RAG__Planner__ChoiceTimeout"] = "00:00:10",
        ["QUANTUM_COHERENCE_TIME"] = "120",
    };

    private readonly TempFolder _data = new();
    private SiloProcess? _silo;

    private RagHttp Rag => new(_silo!.Http);

    public async Task InitializeAsync() => _silo = await SiloProcess.StartAsync(_data.FullPath, On);

    public async Task DisposeAsync()
    {
        if (_silo is not null)
            await _silo.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task ChosenPlan_IsExplained_ShownAndRepeated_AlsoAfterAKill()
    {
        string collection = await LighthouseAsync();
        Reply found = await Rag.SearchAsync(collection, new { query = Query, explain = true });
        Assert.Equal("planner", found.Text("explanation", "chosen_by"));
        string plan = found.Text("explanation", "plan");
        Assert.Equal(plan, found.Text("explanation", "choice", "plan"));
        Assert.InRange(found.At("explanation", "probability")!.GetValue<double>(), 0, 1);
        Assert.Equal(1, found.Array("explanation", "choice", "plans").Sum(share => share!["probability"]!.GetValue<double>()), 6);
        Assert.NotEmpty(found.Array("explanation", "legs"));
        Assert.All(found.Array("explanation", "stages"), stage => Assert.True(stage!["took_ms"]!.GetValue<double>() >= 0));

        JsonNode known = await KeywordClassAsync(collection, status => status["queries"]!.GetValue<int>() >= 1);
        Assert.NotEmpty(known["stages"]!.AsArray());
        Assert.InRange(known["coherence"]!.GetValue<double>(), 0, 1);
        Assert.InRange(known["entropy"]!.GetValue<double>(), 0, 1);
        Assert.Equal(
            known["plans"]!.AsArray().Max(share => share!["probability"]!.GetValue<double>()) >= 0.95,
            known["collapsed"]!.GetValue<bool>()
        );
        Assert.Equal(1, known["plans"]!.AsArray().Sum(share => Math.Pow(share!["amplitude"]!.GetValue<double>(), 2)), 6);

        Assert.Equal("false", known["trial"]!["suspended"]!.ToString());
        Reply resumed = await Rag.PostAsync("/api/v1/plans/resume", new { collection, query_class = "keyword" });
        Assert.Equal((HttpStatusCode.OK, "keyword"), (resumed.Status, resumed.Text("query_class")));
        (await Rag.PostAsync("/api/v1/plans/resume", new { collection, query_class = "riddle" })).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );

        (int exitCode, string listed, _) = await RagCommand.RunAsync(_silo!.Http, "plans", "list", "--collection", collection);
        Assert.Equal(0, exitCode);
        Assert.StartsWith("The planner is on.", listed, StringComparison.Ordinal);
        Assert.Contains($"{collection} / keyword: queries 1,", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("fact_question", listed, StringComparison.Ordinal);

        await _silo!.KillAsync();
        await _silo.DisposeAsync();
        _silo = await SiloProcess.StartAsync(_data.FullPath, On);
        Reply replayed = await Rag.PostAsync("/api/v1/replay", new { id = found.Text("explanation", "id") });
        Assert.Equal((HttpStatusCode.OK, plan), (replayed.Status, replayed.Text("plan")));
        Assert.Equal(
            ("true", "true", "true", "true"),
            (replayed.Text("same_state"), replayed.Text("same_plan"), replayed.Text("same_choice"), replayed.Text("same_passages"))
        );
        Assert.Equal(found.Array("results").ToJsonString(), replayed.Array("search", "results").ToJsonString());
    }

    [Fact]
    public async Task PlannedQueries_AreCachedUnderTheirPlan()
    {
        string collection = await LighthouseAsync();
        Reply computed = await Rag.SearchAsync(collection, new { query = Query });
        Assert.Null(computed.At("explanation"));
        using CancellationTokenSource patience = new(TestPatience.Max);
        // A planner that is still learning may run another plan the next time: the same plan's results are the ones to hold against, and
        // which plan it comes to is open.
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            Reply cached = await Rag.SearchAsync(collection, new { query = Query });
            if (cached.At("cached") is null)
                continue;
            Reply explained = await Rag.SearchAsync(collection, new { query = Query, explain = true });
            Assert.Null(explained.At("cached"));
            if (explained.Array("results").ToJsonString() == cached.Array("results").ToJsonString())
                break;
        }
    }

    private async Task<JsonNode> KeywordClassAsync(string collection, Func<JsonNode, bool> isEnough)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (true)
        {
            Reply plans = await Rag.SendAsync(HttpMethod.Get, $"/api/v1/plans?collection={collection}", null);
            Assert.Equal((HttpStatusCode.OK, "true", 9), (plans.Status, plans.Text("is_on"), plans.Array("data").Count));
            JsonNode status = plans.Array("data").Single(one => one!["query_class"]!.ToString() == "keyword")!;
            if (isEnough(status))
                return status;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    private async Task<string> LighthouseAsync()
    {
        string collection = await Rag.NewCollectionAsync(new { shards = 2 });
        await Rag.UploadTextAsync(collection, "norderney.txt", "The lighthouse of Norderney has a height of 54 metres.");
        await Rag.UploadTextAsync(collection, "juist.txt", "The harbour of Juist depends on the tide.");
        return collection;
    }
}
