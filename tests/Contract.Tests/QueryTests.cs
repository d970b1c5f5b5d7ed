using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

public sealed class QueryTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly object[] Handbook =
    [
        new { id = "warranty", title = "Warranty", text = "# Warranty\n\nThe warranty of the Aurora grinder lasts five years from the day of purchase. Blades are excluded from the warranty.", metadata = new { year = 2024, kind = "policy" } },
        new { id = "care", title = "Care", text = "# Care\n\nClean the hopper with a dry brush once a week. Never wash the burrs with water.", metadata = new { year = 2023, kind = "guide" } },
        new { id = "shipping", title = "Shipping", text = "# Shipping\n\nOrders leave the warehouse in Bremen within two working days. Shipping to Norway takes six days.", metadata = new { year = 2024, kind = "guide" } },
    ];

    [Fact]
    public async Task Question_IsAnsweredWithVerbatimCitations()
    {
        string collection = await HandbookAsync();
        Reply answer = await server.Rag.AskAsync(collection, "How long does the warranty of the Aurora grinder last?");
        Assert.Equal("false", answer.Text("abstained"));
        Assert.Contains("five years", answer.Text("answer"), StringComparison.Ordinal);
        await AssertCitationsAsync(collection, answer.Json.AsObject());
    }

    [Fact]
    public async Task QuestionWithoutEvidence_IsAnAbstentionWithItsReason()
    {
        string collection = await HandbookAsync();
        Reply answer = await server.Rag.AskAsync(collection, "Which submarine cable connects Lisbon and Fortaleza?");
        Assert.Equal("true", answer.Text("abstained"));
        Assert.NotEmpty(answer.Text("abstention", "reason"));
        Assert.Empty(answer.Array("citations"));
    }

    [Fact]
    public async Task EmptyCollection_SaysThatItHasNoDocuments()
    {
        string collection = await server.Rag.NewCollectionAsync();
        Assert.Equal("no_documents", (await server.Rag.AskAsync(collection, "Anything?")).Text("abstention", "code"));
    }

    [Fact]
    public async Task StreamedAnswer_EqualsTheWholeAnswer()
    {
        string collection = await HandbookAsync();
        const string Question = "How many days does shipping to Norway take?";
        Reply whole = await server.Rag.AskAsync(collection, Question);
        Reply stream = await server.Rag.PostAsync($"/api/v1/collections/{collection}/ask", new { query = Question, stream = true });
        Assert.Equal("text/event-stream", stream.MediaType);
        (string Name, JsonNode Data)[] events = [.. Events(stream.Body)];
        Assert.Equal("search_results", events[0].Name);
        Assert.Equal("final_answer", events[^1].Name);
        Assert.Contains(events, e => e.Name == "citation");
        Assert.Equal(whole.Text("answer"), events[^1].Data["answer"]!.ToString());
        Assert.Equal(whole.Text("answer"), string.Join(' ', events.Where(e => e.Name == "message").Select(e => e.Data["text"]!.ToString())));
        await AssertCitationsAsync(collection, events[^1].Data.AsObject());
    }

    [Theory]
    [InlineData("hybrid")]
    [InlineData("bm25")]
    [InlineData("dense")]
    public async Task EachMode_FindsTheDocument(string mode)
    {
        string collection = await HandbookAsync();
        Reply found = await server.Rag.SearchAsync(collection, new { query = "warranty of the grinder", mode, top_k = 1 });
        Assert.Equal("warranty", Assert.Single(found.Array("results"))!["document_id"]!.ToString());
        Assert.Equal("1", found.Text("shards_answered"));
    }

    [Fact]
    public async Task Filter_KeepsOnlyMatchingDocuments()
    {
        string collection = await HandbookAsync();
        object filters = new { type = "and", filters = new object[] { new { type = "eq", key = "kind", value = "guide" }, new { type = "gte", key = "year", value = 2024 } } };
        Reply found = await server.Rag.SearchAsync(collection, new { query = "warranty shipping hopper", filters });
        Assert.Equal("shipping", Assert.Single(found.Array("results"))!["document_id"]!.ToString());
    }

    [Fact]
    public async Task ShardCount_DoesNotChangeTheRanking()
    {
        string one = await HandbookAsync();
        string four = await HandbookAsync(new { shards = 4 });
        object query = new { query = "how long is the warranty and who ships to Norway", top_k = 10 };
        Reply left = await server.Rag.SearchAsync(one, query);
        Reply right = await server.Rag.SearchAsync(four, query);
        Assert.Equal("4", right.Text("shards_answered"));
        Assert.Equal(
            left.Array("results").Select(r => (r!["chunk_id"]!.ToString(), (double)r["score"]!)),
            right.Array("results").Select(r => (r!["chunk_id"]!.ToString(), (double)r["score"]!)));
    }

    [Theory]
    [InlineData("{\"query\":\"\"}", "query")]
    [InlineData("{\"query\":\"   \"}", "query")]
    [InlineData("{\"query\":\"x\",\"top_k\":0}", "top_k")]
    [InlineData("{\"query\":\"x\",\"top_k\":101}", "top_k")]
    [InlineData("{\"query\":\"x\",\"filters\":{\"type\":\"nor\"}}", "filters.type")]
    [InlineData("{\"query\":\"x\",\"filters\":{\"type\":\"eq\",\"key\":\"a\"}}", "filters.value")]
    public async Task BadQuery_IsRefusedNamingTheField(string body, string field)
    {
        string collection = await server.Rag.NewCollectionAsync();
        (await server.Rag.PostAsync($"/api/v1/collections/{collection}/search", JsonNode.Parse(body)!)).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
        (await server.Rag.PostAsync($"/api/v1/collections/{collection}/ask", JsonNode.Parse(body)!)).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
    }

    [Fact]
    public async Task LongestQuery_IsTakenAndOneMoreCharacterIsNot()
    {
        string collection = await HandbookAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.Rag.SearchAsync(collection, new { query = new string('w', 1000) })).Status);
        (await server.Rag.SearchAsync(collection, new { query = new string('w', 1001) })).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "query");
    }

    [Fact]
    public async Task Chunk_ComesWithItsNeighbours()
    {
        string collection = await server.Rag.NewCollectionAsync(new { chunk_tokens_max = 32, chunk_overlap_tokens = 0 });
        string text = string.Join("\n\n", Enumerable.Range(1, 12).Select(i => $"Paragraph {i} tells what happened in the year {1900 + i} at the harbour of the town and who was there."));
        string id = await server.Rag.UploadTextAsync(collection, "long.txt", text);
        JsonArray chunks = (await server.Rag.GetAsync(collection, $"/documents/{id}/chunks")).Array("data");
        Assert.True(chunks.Count >= 5);
        Reply context = await server.Rag.GetAsync(collection, $"/chunks/{chunks[2]!["id"]}?context=2");
        Assert.Equal(2, context.Array("before").Count);
        Assert.Equal(2, context.Array("after").Count);
        (await server.Rag.GetAsync(collection, "/chunks/nonsense")).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "id");
        (await server.Rag.GetAsync(collection, $"/chunks/{id}-1-9999")).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static IEnumerable<(string Name, JsonNode Data)> Events(string body)
    {
        foreach (string block in body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] lines = block.Split('\n');
            string name = lines.First(l => l.StartsWith("event:", StringComparison.Ordinal))["event:".Length..].Trim();
            string data = string.Concat(lines.Where(l => l.StartsWith("data:", StringComparison.Ordinal)).Select(l => l["data:".Length..].Trim()));
            yield return (name, JsonNode.Parse(data)!);
        }
    }

    private async Task<string> HandbookAsync(object? settings = null)
    {
        string collection = await server.Rag.NewCollectionAsync(settings);
        Reply reply = await server.Rag.UploadJsonAsync(collection, Handbook);
        Assert.Equal("3", reply.Text("indexed"));
        return collection;
    }

    private async Task AssertCitationsAsync(string collection, JsonObject answer)
    {
        JsonArray citations = answer["citations"]!.AsArray();
        Assert.NotEmpty(citations);
        foreach (JsonNode? citation in citations)
        {
            string text = (await server.Rag.GetAsync(collection, $"/documents/{citation!["document_id"]}/text")).Body;
            Assert.Equal(text[(int)citation["start"]!..(int)citation["end"]!], citation["quote"]!.ToString());
        }

        string[] known = [.. citations.Select(c => c!["id"]!.ToString())];
        Assert.All(answer["sentences"]!.AsArray(), s => Assert.All(s!["citations"]!.AsArray(), id => Assert.Contains(id!.ToString(), known)));
        Assert.All(answer["sentences"]!.AsArray(), s => Assert.NotEmpty(s!["citations"]!.AsArray()));
    }
}
