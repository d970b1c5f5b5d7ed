using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Http;
using RagCluster.TestKit;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>
/// What grains have learned, not what documents say: an experiment with its outcomes, and what the planner knows of its plans. With
/// PostgreSQL it is in the tables of Orleans' own provider unless a setting says otherwise, and it outlives every silo.
/// </summary>
[Collection(ClusterScenarios.Name)]
public sealed class GrainStateTests
{
    private const int People = 12;
    private const string Tried = "tried";
    private const string Planned = "planned";

    private static readonly Dictionary<string, string> PlannerOn = new()
    {
        ["RAG__Planner__IsOn"] = "true",
        ["RAG__Planner__ReportPeriod"] = "00:00:00.05",
        ["RAG__Planner__CheckPeriod"] = "00:00:00.2",
        ["RAG__Planner__ControlShare"] = "0",
        ["RAG__Planner__ChoiceTimeout"] = "00:00:10",
        ["RAG__Query__Timeout"] = "00:01:00",
    };

    [Fact]
    public async Task ExperimentsAndPlans_AreThereAfterAllSilosWereEnded_AndAfterAllWereKilled()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(own: [PlannerOn, PlannerOn, PlannerOn]);
        foreach (string collection in new[] { Tried, Planned })
            await FillAsync(cluster, collection);
        await SendAsync(
            cluster,
            HttpMethod.Post,
            "/api/v1/experiments",
            new
            {
                name = Tried,
                collection = Tried,
                primary = "feedback",
                arms = new object[] { new { name = "control" }, new { name = "one", overrides = new { top_k = 1 } } },
            }
        );
        Dictionary<string, string> arms = [];
        foreach (string person in Enumerable.Range(0, People).Select(number => string.Create(CultureInfo.InvariantCulture, $"p{number}")))
            arms[person] = await ArmAsync(cluster, person);
        Assert.Equal(2, arms.Values.Distinct().Count());
        await UntilAsync(async () => Units(await ExperimentAsync(cluster)) == People);
        string outcomes = Outcomes(await ExperimentAsync(cluster));

        JsonNode found = await SearchAsync(cluster, Planned, new { query = "lighthouse height", explain = true });
        string record = (string)found["explanation"]!["id"]!;
        for (int i = 0; i < 8; i++)
            await SearchAsync(cluster, Planned, new { query = $"lighthouse height {i}", cache = false });
        await UntilAsync(async () => Queries(await PlansAsync(cluster)) == 9);
        string evidence = Evidence(await PlansAsync(cluster));
        Assert.True(await CountStatesAsync(cluster, "experiment") >= 1, "No experiment is in the provider's table.");
        Assert.True(await CountStatesAsync(cluster, "evidence") >= 1, "No plan is in the provider's table.");

        await AgainAsync(cluster, cluster.StopAsync);
        await AssertAllThereAsync();
        await AgainAsync(cluster, cluster.KillAsync);
        await AssertAllThereAsync();

        async Task AssertAllThereAsync()
        {
            Assert.Equal(outcomes, Outcomes(await ExperimentAsync(cluster)));
            Assert.Equal(9, Queries(await PlansAsync(cluster)));
            Assert.Equal(evidence, Evidence(await PlansAsync(cluster)));
            foreach ((string person, string arm) in arms)
                Assert.Equal(arm, await ArmAsync(cluster, person));
            JsonNode replayed = await SendAsync(cluster, HttpMethod.Post, "/api/v1/replay", new { id = record });
            Assert.Equal(
                ("true", "true", "true"),
                (replayed["same_state"]!.ToString(), replayed["same_plan"]!.ToString(), replayed["same_passages"]!.ToString())
            );
        }
    }

    private static async Task AgainAsync(LocalCluster cluster, Func<int, Task> end)
    {
        await Task.WhenAll(Enumerable.Range(0, cluster.Size).Select(end));
        Assert.Empty(cluster.Running);
        await Task.WhenAll(Enumerable.Range(0, cluster.Size).Select(cluster.StartSiloAsync));
        await cluster.WaitUntilActiveAsync(cluster.Size);
    }

    private static async Task FillAsync(LocalCluster cluster, string collection)
    {
        await SendAsync(cluster, HttpMethod.Post, "/api/v1/collections", new { name = collection, shards = 2 });
        (string Island, int Metres)[] lights = [("Norderney", 54), ("Borkum", 60), ("Amrum", 42)];
        object[] documents =
        [
            .. lights.Select(light => new
            {
                id = light.Island,
                text = $"The lighthouse of {light.Island} has a height of {light.Metres} metres.",
            }),
        ];
        await SendAsync(cluster, HttpMethod.Post, $"/api/v1/collections/{collection}/documents?wait=true", new { documents });
        await UntilAsync(async () =>
            (int)(await SendAsync(cluster, HttpMethod.Get, $"/api/v1/collections/{collection}", null))["pending"]! == 0
        );
    }

    // The arm that somebody is given, which is the same one at every silo. A silo that has not heard of the experiment answers without one.
    private static async Task<string> ArmAsync(LocalCluster cluster, string principal)
    {
        HashSet<string> arms = [];
        for (int silo = 0; silo < cluster.Size; silo++)
        {
            int asked = silo;
            await UntilAsync(async () =>
            {
                JsonNode found = await SearchAsync(cluster, Tried, new { query = "lighthouse", principal }, asked);
                if ((string?)found["experiment"]?["arm"] is not { } arm)
                    return false;
                Assert.Equal(arm == "one" ? 1 : 3, found["results"]!.AsArray().Count);
                arms.Add(arm);
                return true;
            });
        }

        return Assert.Single(arms);
    }

    private static Task<JsonNode> SearchAsync(LocalCluster cluster, string collection, object body, int silo = 0) =>
        SendAsync(cluster, HttpMethod.Post, $"/api/v1/collections/{collection}/search", body, silo);

    private static Task<JsonNode> ExperimentAsync(LocalCluster cluster) =>
        SendAsync(cluster, HttpMethod.Get, $"/api/v1/experiments/{Tried}", null);

    private static async Task<JsonNode> PlansAsync(LocalCluster cluster) =>
        (await SendAsync(cluster, HttpMethod.Get, $"/api/v1/plans?collection={Planned}", null))["data"]!
            .AsArray()
            .Single(plans => (string)plans!["query_class"]! == "keyword")!;

    private static int Queries(JsonNode plans) => (int)plans["queries"]!;

    // What was seen, which does not fade as what is expected of it does.
    private static string Evidence(JsonNode plans) =>
        string.Join(
            '\n',
            [
                .. plans["plans"]!.AsArray().Select(plan => $"{plan!["plan"]} {plan["successes"]} {plan["failures"]}"),
                .. plans["stages"]!.AsArray().Select(stage => $"{stage!["stage"]} {stage["last_seen_at"]}"),
            ]
        );

    private static long Units(JsonNode experiment) => experiment["arms"]!.AsArray().Sum(arm => (long)Outcome(arm!, "answered")["units"]!);

    private static string Outcomes(JsonNode experiment) =>
        string.Join('\n', experiment["arms"]!.AsArray().Select(arm => $"{arm!["name"]} {Outcome(arm, "answered")["units"]}"));

    private static JsonNode Outcome(JsonNode arm, string name) =>
        arm["outcomes"]!.AsArray().Single(outcome => (string)outcome!["outcome"]! == name)!;

    private static async Task<long> CountStatesAsync(LocalCluster cluster, string state)
    {
        string database = cluster.Settings["RAG__Storage__Postgres__ConnectionString"];
        await using NpgsqlConnection connection = new($"{database};Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(
            "SELECT count(*) FROM OrleansStorage WHERE PayloadBinary IS NOT NULL AND GrainTypeString LIKE '%' || @state",
            connection
        );
        command.Parameters.AddWithValue("state", state);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource late = new(TestPatience.Max);
        while (!await condition())
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, late.Token);
    }

    // A silo that has just come back may name a moment at which to ask again.
    private static async Task<JsonNode> SendAsync(LocalCluster cluster, HttpMethod method, string path, object? body, int silo = 0)
    {
        RoundRobinSender sender = new(() => [cluster.Silo(silo)], new CallLog("calls"));
        Reply? reply = await sender.SendAsync(method, path, body);
        Assert.True(reply is { IsAcknowledgement: true }, $"{method} {path}: {reply?.Status} {reply?.Body}");
        return reply!.Json;
    }
}
