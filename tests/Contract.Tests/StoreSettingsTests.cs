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
    [InlineData("RAG__Cluster__SiloPort", "RAG__Cluster__SiloPort=70000")]
    [InlineData("RAG__Cluster__GatewayPort", "RAG__Cluster__SiloPort=7000", "RAG__Cluster__GatewayPort=7000")]
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
    [InlineData("ConnectionStrings__postgres", "adonet")]
    public async Task PostgresStore_KeepsDocumentsOverARestart(string setting, string grainState)
    {
        await using PostgresServer postgres = await PostgresServer.StartAsync();
        Dictionary<string, string> settings = new()
        {
            ["RAG__Storage__Provider"] = "postgres",
            [setting] = await postgres.CreateDatabaseAsync(),
            ["RAG__GrainState__Provider"] = grainState,
        };
        string collection;
        using (TempFolder data = new())
        {
            await using SiloProcess first = await SiloProcess.StartAsync(data.FullPath, settings);
            RagHttp rag = new(first.Http);
            collection = await rag.NewCollectionAsync();
            await rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
            Assert.False(File.Exists(data.File("ragcluster.db")));
            await first.KillAsync();
        }

        using TempFolder other = new();
        await using SiloProcess second = await SiloProcess.StartAsync(other.FullPath, settings);
        Reply found = await new RagHttp(second.Http).SearchAsync(collection, new { query = "lantern gate" });
        Assert.Single(found.Array("results"));
    }

    [Fact]
    public async Task PostgresGoneAndBack_IsToldByUploadsAndNotBySearches()
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
            PromisedTime.AssertKept(TimeSpan.FromSeconds(2), Stopwatch.GetElapsedTime(began), "An upload without its store was answered");
        }

        Assert.Single((await rag.SearchAsync(collection, new { query = "lantern gate" })).Array("results"));
        await postgres.StartAgainAsync();
        began = Stopwatch.GetTimestamp();
        while (true)
        {
            using HttpResponseMessage response = await UploadAsync(silo.Http, collection);
            if (response.IsSuccessStatusCode)
                break;
            PromisedTime.AssertKept(
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
