using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>What <c>/api/v1/cluster</c> and the probes tell.</summary>
public sealed class ClusterTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    [Fact]
    public async Task Cluster_ShowsTheSiloAndWhatRanOnIt()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
        JsonNode grain = await UntilAsync("IndexShardGrain", g => (int)g["activations"]! >= 1 && (long)g["load"]!["calls"]! >= 1);
        Assert.Equal(0, (long)grain["load"]!["errors"]!);
        Reply reply = await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/cluster", null);
        JsonNode silo = reply.Array("silos").Single()!;
        Assert.Equal("Active", silo["status"]!.ToString());
        Assert.True((long)silo["memory_bytes"]! > 1 << 20);
        Assert.True((int)silo["activations"]! > 0);
        Assert.Equal(silo["address"]!.ToString(), grain["silos"]![0]!["silo"]!.ToString());
    }

    [Fact]
    public async Task Cache_ShowsWhatEachTierDid()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
        using CancellationTokenSource patience = new(TestPatience.Max);
        while ((await server.Rag.SearchAsync(collection, new { query = "lantern" })).At("cached") is null)
            patience.Token.ThrowIfCancellationRequested();
        // One look at the cluster serves for a second.
        JsonArray tiers;
        while (
            (long)(tiers = (await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/cluster", null)).Array("cache", "tiers"))[0]!["hits"]! == 0
        )
            patience.Token.ThrowIfCancellationRequested();
        Assert.Equal(["L1", "L2", "L3"], tiers.Select(tier => tier!["tier"]!.ToString()));
        Assert.True((int)tiers[0]!["entries"]! >= 1);
        Assert.InRange((double)tiers[0]!["hit_rate"]!, double.Epsilon, 1);
        Assert.True((long)tiers[1]!["misses"]! >= 1);
    }

    [Fact]
    public async Task GrainType_ShowsItsMethodsAndActivations()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
        await UntilAsync("IndexShardGrain", g => (int)g["activations"]! >= 1);
        Reply reply = await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/cluster/grains/IndexShardGrain", null);
        Assert.Contains(reply.Array("activations"), a => a!["id"]!.ToString().Contains(collection, StringComparison.Ordinal));
        Assert.Contains(reply.Array("methods"), m => m!["method"]!.ToString() == "CatchUpAsync");
        Reply none = await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/cluster/grains/IndexShardGrain?limit=0", null);
        Assert.Empty(none.Array("activations"));
        Assert.True((bool)none.At("has_more")!);
    }

    [Fact]
    public async Task UnknownGrainType_IsNotFound() =>
        (await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/cluster/grains/Nothing", null)).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );

    [Fact]
    public async Task Events_BeginWithTheClusterAsItIs()
    {
        using HttpResponseMessage response = await server.Rag.Http.GetAsync(
            "/api/v1/cluster/events",
            HttpCompletionOption.ResponseHeadersRead
        );
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        Assert.Equal("event: cluster", await reader.ReadLineAsync());
        string data = (await reader.ReadLineAsync())!;
        Assert.Single(JsonNode.Parse(data["data: ".Length..])!["silos"]!.AsArray());
    }

    [Fact]
    public async Task JobStats_AreZero_WhenNothingWaits()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
        Reply reply = await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/jobs/stats", null);
        Assert.Equal("0", reply.Text("queue", "depth"));
    }

    [Fact]
    public async Task Verbose_ShowsEveryCheck()
    {
        Reply reply = await server.Rag.SendAsync(HttpMethod.Get, "/readyz?verbose", null);
        Assert.Equal("ok", reply.Text("checks", "node", "status"));
        Assert.Equal("ok", reply.Text("checks", "store", "status"));
        Assert.Null((await server.Rag.SendAsync(HttpMethod.Get, "/readyz", null)).At("checks"));
    }

    // The view of the cluster may be a second old.
    private async Task<JsonNode> UntilAsync(string type, Func<JsonNode, bool> condition)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (true)
        {
            Reply reply = await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/cluster", null);
            JsonNode? grain = reply.Array("grains").FirstOrDefault(g => g!["type"]!.ToString() == type);
            if (grain is not null && condition(grain))
                return grain;
            Assert.False(patience.IsCancellationRequested, $"The cluster never showed what was waited for at {type}: {reply.Body}");
        }
    }
}
