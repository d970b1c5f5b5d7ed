using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>The cache as a client sees it.</summary>
public sealed class CacheTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    private const string Question = "How tall is the lighthouse of Norderney?";

    [Fact]
    public async Task RepeatedQuery_SaysWhichTierAnswered_AndIsTheSame()
    {
        string collection = await LighthouseAsync();
        foreach (string verb in (string[])["search", "ask"])
        {
            Reply computed = await PostAsync(collection, verb, new { query = Question, cache = false });
            Assert.Null(computed.At("cached"));
            Reply cached = await CachedAsync(() => PostAsync(collection, verb, new { query = Question }));
            Assert.Equal("L1", cached.Text("cached"));
            Assert.Equal(Without(computed), Without(cached));
        }
    }

    [Fact]
    public async Task CacheFalse_ComputesAndKeepsNothing()
    {
        string collection = await LighthouseAsync();
        for (int i = 0; i < 3; i++)
            Assert.Null((await PostAsync(collection, "search", new { query = Question, cache = false })).At("cached"));
        Assert.Null((await PostAsync(collection, "search", new { query = Question })).At("cached"));
    }

    [Fact]
    public async Task StreamOfACachedAnswer_SaysSoFromTheBeginning()
    {
        string collection = await LighthouseAsync();
        Reply whole = await CachedAsync(() => PostAsync(collection, "ask", new { query = Question }));
        Reply stream = await server.Rag.PostAsync($"/api/v1/collections/{collection}/ask", new { query = Question, stream = true });
        (string Name, JsonNode Data)[] events = [.. Events(stream.Body)];
        Assert.Equal(("search_results", "final_answer"), (events[0].Name, events[^1].Name));
        Assert.Equal(whole.Text("answer"), events[^1].Data["answer"]!.ToString());
        Assert.Equal(events[0].Data["cached"]?.ToString(), events[^1].Data["cached"]?.ToString());
    }

    [Fact]
    public async Task AcknowledgedWriteAndDeletion_AreInTheNextAnswer()
    {
        string collection = await LighthouseAsync();
        object query = new { query = "lighthouse Norderney", top_k = 50 };
        for (int i = 0; i < 10; i++)
        {
            await PostAsync(collection, "search", query);
            string id = await server.Rag.UploadTextAsync(collection, $"n{i}.txt", $"Lighthouse Norderney, note {i}.");
            Assert.Contains(id, Documents(await PostAsync(collection, "search", query)));
            await PostAsync(collection, "search", query);
            Assert.Equal(HttpStatusCode.NoContent, (await server.Rag.DeleteAsync(collection, $"/documents/{id}")).Status);
            Assert.DoesNotContain(id, Documents(await PostAsync(collection, "search", query)));
        }
    }

    [Fact]
    public async Task LowestTier_OutlivesTheServer()
    {
        const int Questions = 150;
        using TempFolder data = new();
        // One entry in each of the second tier's parts, so that most of the answers leave it for the store.
        Dictionary<string, string> small = new()
        {
            ["CACHE_SIZE_L1"] = "1",
            ["CACHE_SIZE_L2"] = "1",
            ["CACHE_EVICTION_POLICY"] = "lru",
            ["RAG__Cache__LookUpMin"] = "00:00:30",
        };
        string collection;
        await using (SiloProcess first = await SiloProcess.StartAsync(data.FullPath, small))
        {
            RagHttp rag = new(first.Http);
            collection = await rag.NewCollectionAsync();
            await rag.UploadTextAsync(collection, "tower.txt", "The tower has many steps.");
            using CancellationTokenSource patience = new(TestPatience.Max);
            do
            {
                for (int i = 0; i < Questions; i++)
                    await rag.SearchAsync(collection, new { query = $"tower steps {i}" });
                patience.Token.ThrowIfCancellationRequested();
            } while (
                !(await rag.Http.GetStringAsync("/metrics", patience.Token)).Contains(
                    "rag_cache_requests_total{cache=\"L3\",kind=\"retrieval\",outcome=\"hit\"}",
                    StringComparison.Ordinal
                )
            );
        }

        await using SiloProcess second = await SiloProcess.StartAsync(data.FullPath, small);
        List<string?> tiers = [];
        for (int i = 0; i < Questions; i++)
        {
            Reply found = await new RagHttp(second.Http).SearchAsync(collection, new { query = $"tower steps {i}" });
            Assert.Single(found.Array("results"));
            tiers.Add(found.At("cached")?.ToString());
        }

        Assert.Contains("L3", tiers);
    }

    [Fact]
    public async Task AnswersInMemory_OutliveAServerThatIsStopped()
    {
        // Several, since a look-up is given up that takes longer than the answer: the first ones of a server that has just started may.
        const int Questions = 20;
        using TempFolder data = new();
        string collection;
        // Without warming, which may have put it higher up by then.
        Dictionary<string, string> unwarmed = new()
        {
            ["RAG__Cache__WarmQueries"] = "0",
            ["RAG__Cache__LookUpMin"] = "00:00:30",
            ["RAG__Cache__HandDownMax"] = "00:01:00",
        };
        await using (SiloProcess first = await SiloProcess.StartAsync(data.FullPath, unwarmed))
        {
            RagHttp rag = new(first.Http);
            collection = await rag.NewCollectionAsync();
            await rag.UploadTextAsync(collection, "tower.txt", "The tower has many steps.");
            for (int i = 0; i < Questions; i++)
                Assert.NotNull((await CachedAsync(() => rag.SearchAsync(collection, new { query = $"tower steps {i}" }))).At("cached"));
            first.Signal("TERM");
            Assert.True(await first.WaitForExitAsync(TestPatience.Max));
        }

        await using SiloProcess second = await SiloProcess.StartAsync(data.FullPath, unwarmed);
        List<string?> tiers = [];
        for (int i = 0; i < Questions; i++)
        {
            Reply found = await new RagHttp(second.Http).SearchAsync(collection, new { query = $"tower steps {i}" });
            Assert.Single(found.Array("results"));
            tiers.Add(found.At("cached")?.ToString());
        }

        Assert.Contains("L3", tiers);
    }

    [Fact]
    public async Task NearQuestion_GetsTheOthersAnswer_WhereTheServerIsSetTo_AndSaysSo()
    {
        using TempFolder data = new();
        await using SiloProcess near = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Cache__SemanticThreshold"] = "0.9" }
        );
        RagHttp rag = new(near.Http);
        string collection = await rag.NewCollectionAsync();
        await rag.UploadTextAsync(collection, "lighthouse.txt", "The lighthouse of Norderney is 54 metres tall.");
        await CachedAsync(() => rag.SearchAsync(collection, new { query = Question }));
        // The model does not tell capitals, the tiers do.
        int capitals = 0;
        string Near() => $"{Question[..++capitals].ToUpperInvariant()}{Question[capitals..^1]}";
        Reply found = await CachedAsync(() => rag.SearchAsync(collection, new { query = Near() }));
        Assert.Equal("semantic", found.Text("cached"));
        Assert.StartsWith(Question[..^1], found.Text("answered_query"), StringComparison.OrdinalIgnoreCase);
        Reply own = await rag.SearchAsync(collection, new { query = Near(), semantic_cache = false });
        Assert.Null(own.At("cached"));
        Assert.Null(own.At("answered_query"));
        Assert.Contains(
            "rag_cache_requests_total{cache=\"semantic\",kind=\"retrieval\",outcome=\"hit\"} ",
            await rag.Http.GetStringAsync("/metrics"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            (await rag.SendAsync(HttpMethod.Get, "/api/v1/cluster", null)).Array("cache", "tiers"),
            tier => tier!["tier"]!.ToString() == "semantic" && (long)tier["hits"]! > 0
        );
    }

    [Fact]
    public async Task AccessScope_DecidesWhatIsFound()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadJsonAsync(
            collection,
            new
            {
                id = "anna",
                text = "Anna's salary is 5000.",
                metadata = new { access = "anna" },
            },
            new { id = "all", text = "The salary is paid monthly." }
        );
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(["all", "anna"], Documents(await PostAsync(collection, "search", new { query = "salary" })).Order());
            Assert.Equal(
                ["anna"],
                Documents(await PostAsync(collection, "search", new { query = "salary", access_scope = new[] { "anna", "staff" } }))
            );
            Assert.Empty(Documents(await PostAsync(collection, "search", new { query = "salary", access_scope = new[] { "bert" } })));
            Assert.Empty(Documents(await PostAsync(collection, "search", new { query = "salary", access_scope = Array.Empty<string>() })));
        }

        (await PostAsync(collection, "search", new { query = "salary", access_scope = new[] { "" } })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "access_scope"
        );
    }

    private static string[] Documents(Reply found) => [.. found.Array("results").Select(passage => passage!["document_id"]!.ToString())];

    private static string Without(Reply reply)
    {
        JsonObject body = reply.Json.AsObject();
        body.Remove("took_ms");
        body.Remove("feedback_id");
        body.Remove("cached");
        return body.ToJsonString();
    }

    private static IEnumerable<(string Name, JsonNode Data)> Events(string body) =>
        from block in body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        let lines = block.Split('\n')
        select (
            lines.First(line => line.StartsWith("event:", StringComparison.Ordinal))["event:".Length..].Trim(),
            JsonNode.Parse(
                string.Concat(
                    lines.Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line["data:".Length..].Trim())
                )
            )!
        );

    // A server that was too busy to tell the shards' positions in time computes the answer anew.
    private static async Task<Reply> CachedAsync(Func<Task<Reply>> ask)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (true)
        {
            Reply reply = await ask();
            if (reply.At("cached") is not null)
                return reply;
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    private Task<Reply> PostAsync(string collection, string verb, object body) =>
        server.Rag.PostAsync($"/api/v1/collections/{collection}/{verb}", body);

    private async Task<string> LighthouseAsync()
    {
        string collection = await server.Rag.NewCollectionAsync(new { shards = 2 });
        await server.Rag.UploadTextAsync(collection, "norderney.txt", "The lighthouse of Norderney is 54 metres tall.");
        await server.Rag.UploadTextAsync(collection, "borkum.txt", "The lighthouse of Borkum is 60 metres tall.");
        return collection;
    }
}
