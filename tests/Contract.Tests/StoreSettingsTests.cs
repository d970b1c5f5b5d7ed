using System.Diagnostics;
using System.Net;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests;

/// <summary>Which store and which cluster a server belongs to.</summary>
public sealed class StoreSettingsTests
{
    [Theory]
    [InlineData("RAG__Storage__Provider", "RAG__Storage__Provider=oracle")]
    [InlineData("RAG__Storage__Postgres__ConnectionString", "RAG__Storage__Provider=postgres")]
    [InlineData(
        "RAG__Storage__Postgres__ConnectionString",
        "RAG__Storage__Provider=postgres",
        "RAG__Storage__Postgres__ConnectionString=Host=a,Frobnicate:s3cret"
    )]
    [InlineData("RAG__Storage__Provider", "RAG__Storage__Postgres__ConnectionString=Host=a")]
    [InlineData("RAG__Storage__Provider", "RAG__Cluster__Redis=127.0.0.1:1")]
    [InlineData("RAG__Cluster__Redis", "RAG__Cluster__Redis=127.0.0.1:1")]
    [InlineData("RAG__Storage__Encryption__Key holds", "RAG__Storage__Encryption__Key=s3cret")]
    [InlineData("RAG__Storage__Encryption__KeyFile", "RAG__Storage__Encryption__KeyFile=nowhere/key")]
    [InlineData(
        "RAG__GrainState__Provider",
        "RAG__Storage__Provider=postgres",
        "RAG__Storage__Postgres__ConnectionString=Host=a",
        "RAG__Storage__Encryption__KeyFile=key"
    )]
    [InlineData("RAG__Cluster__SiloPort", "RAG__Cluster__SiloPort=70000")]
    [InlineData("RAG__Cluster__GatewayPort", "RAG__Cluster__SiloPort=7000", "RAG__Cluster__GatewayPort=7000")]
    // No machine has so many GPUs.
    [InlineData("RAG__Inference__Device is cuda:63, which cannot be used", "RAG__Inference__Device=cuda:63")]
    [InlineData("RAG__GrainState__Provider", "RAG__GrainState__Provider=disk")]
    [InlineData("RAG__GrainState__Provider", "RAG__GrainState__Provider=adonet")]
    public async Task ImpossibleSetting_IsNamed(string named, params string[] settings)
    {
        using TempFolder data = new();
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(
            data.FullPath,
            settings.Select(s => s.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1])
        );
        Assert.Equal(1, exitCode);
        Assert.Contains(named, log, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RAG__Storage__Postgres__ConnectionString", "store")]
    [InlineData("ConnectionStrings__postgres", "")]
    public async Task PostgresStore_KeepsDocumentsAndGrainStateOverARestart(string setting, string grainState)
    {
        await using PostgresServer postgres = await PostgresServer.StartAsync();
        Dictionary<string, string> settings = new()
        {
            ["RAG__Storage__Provider"] = "postgres",
            [setting] = postgres.ConnectionString(),
            ["RAG__GrainState__Provider"] = grainState,
            ["RAG__Planner__IsOn"] = "true",
            ["RAG__Planner__ReportPeriod"] = "00:00:00.05",
            ["RAG__Planner__ChoiceTimeout"] = "00:00:10",
        };
        string collection,
            experiment,
            plans;
        using (TempFolder data = new())
        {
            await using SiloProcess first = await SiloProcess.StartAsync(data.FullPath, settings);
            RagHttp rag = new(first.Http);
            collection = await rag.NewCollectionAsync();
            await rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
            Assert.False(File.Exists(data.File("ragcluster.db")));
            await rag.SearchAsync(collection, new { query = "lantern gate", explain = true });
            plans = await PlansAsync(rag, collection);
            object[] arms = [new { name = "control" }, new { name = "words", overrides = new { mode = "bm25" } }];
            Reply created = await rag.PostAsync(
                "/api/v1/experiments",
                new
                {
                    name = "lamps",
                    collection,
                    primary = "feedback",
                    arms,
                }
            );
            Assert.Equal(HttpStatusCode.Created, created.Status);
            experiment = created.Array("arms").ToJsonString();
            first.Signal("TERM");
            Assert.True(await first.WaitForExitAsync(TestPatience.Max));
        }

        // Of the states of grains, the experiment's is where it is said to be.
        await postgres.ExecuteAsync(
            $"""
            DO $$ BEGIN IF (SELECT count(*) FROM OrleansStorage WHERE lower(GrainTypeString) LIKE '%experiment%') {(
                grainState.Length == 0 ? "= 0" : "> 0"
            )}
            THEN RAISE EXCEPTION 'The state of grains is not where the setting says.'; END IF; END $$
            """
        );

        using TempFolder other = new();
        await using SiloProcess second = await SiloProcess.StartAsync(other.FullPath, settings);
        RagHttp again = new(second.Http);
        Assert.Equal(plans, await PlansAsync(again, collection));
        Reply kept = await again.SendAsync(HttpMethod.Get, "/api/v1/experiments/lamps", null);
        Assert.Equal(("running", experiment), (kept.Text("status"), kept.Array("arms").ToJsonString()));
        Assert.Single((await again.SendAsync(HttpMethod.Get, "/api/v1/experiments", null)).Array("data"));
        Reply found = await again.SearchAsync(collection, new { query = "lantern gate" });
        Assert.Single(found.Array("results"));
    }

    // The classes that have seen a query, with what was learnt of them. What fades with time is left out.
    private static async Task<string> PlansAsync(RagHttp rag, string collection)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (true)
        {
            Reply plans = await rag.SendAsync(HttpMethod.Get, $"/api/v1/plans?collection={collection}", null);
            string[] seen =
            [
                .. from one in plans.Array("data")
                where one!["queries"]!.GetValue<int>() > 0
                select $"{one["query_class"]} {one["queries"]}",
            ];
            if (seen.Length > 0)
                return string.Join('\n', seen);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    [Fact]
    public async Task PostgresGoneAndBack_IsReportedByUploadsAndNotBySearches()
    {
        await using PostgresServer postgres = await PostgresServer.StartAsync();
        using TempFolder data = new();
        Dictionary<string, string> settings = new()
        {
            ["RAG__Storage__Provider"] = "postgres",
            ["RAG__Storage__Postgres__ConnectionString"] = await postgres.CreateDatabaseAsync(),
        };
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath, settings);
        RagHttp rag = new(silo.Http);
        string collection = await rag.NewCollectionAsync();
        await rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
        await rag.SearchAsync(collection, new { query = "lantern gate" });
        await postgres.KillAsync();
        long began = Stopwatch.GetTimestamp();
        using (HttpResponseMessage refused = await UploadAsync(silo.Http, collection))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains("storage-unavailable", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            PromisedTime.AssertMet(TimeSpan.FromSeconds(2), Stopwatch.GetElapsedTime(began), "An upload without its store was answered");
        }

        Assert.Single((await rag.SearchAsync(collection, new { query = "lantern gate" })).Array("results"));
        await postgres.StartAgainAsync();
        began = Stopwatch.GetTimestamp();
        while (true)
        {
            using HttpResponseMessage response = await UploadAsync(silo.Http, collection);
            if (response.IsSuccessStatusCode)
                break;
            PromisedTime.AssertMet(
                TimeSpan.FromSeconds(3),
                Stopwatch.GetElapsedTime(began),
                "Uploads were refused after the store's return"
            );
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient http, string collection)
    {
        using StringContent body = new(
            """{"documents":[{"id":"b","text":"The ferry waits at the pier."}]}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        return await http.PostAsync($"/api/v1/collections/{collection}/documents", body);
    }
}
