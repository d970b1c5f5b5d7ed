using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

public sealed class QueryTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly object[] Handbook =
    [
        new
        {
            id = "warranty",
            title = "Warranty",
            text = "# Warranty\n\nThe warranty of the Aurora grinder lasts five years from the day of purchase. Blades are excluded "
                + "from the warranty.",
            metadata = new { year = 2024, kind = "policy" },
        },
        new
        {
            id = "care",
            title = "Care",
            text = "# Care\n\nClean the hopper with a dry brush once a week. Never wash the burrs with water.",
            metadata = new { year = 2023, kind = "guide" },
        },
        new
        {
            id = "shipping",
            title = "Shipping",
            text = "# Shipping\n\nOrders leave the warehouse in Bremen within two working days. Shipping to Norway takes six days.",
            metadata = new { year = 2024, kind = "guide" },
        },
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
        Assert.Equal("en", answer.Text("abstention", "language"));
        Assert.Empty(answer.Array("citations"));
    }

    [Fact]
    public async Task QuestionInGerman_IsRefusedInGerman()
    {
        string collection = await HandbookAsync();
        Reply answer = await server.Rag.AskAsync(collection, "Welches Seekabel verbindet Lissabon und Fortaleza?");
        Assert.Equal("de", answer.Text("abstention", "language"));
        Assert.Matches("Textstelle|Sammlung", answer.Text("abstention", "reason"));
    }

    [Fact]
    public async Task QuestionOfNamesAlone_IsRefusedInTheLanguageOfItsCollection()
    {
        string collection = await server.Rag.NewCollectionAsync(new { language = "de" });
        await server.Rag.UploadJsonAsync(collection, [new { id = "port", text = "The port of the server is 6380, and it is open." }]);
        Reply answer = await server.Rag.AskAsync(collection, "SAML Fortaleza");
        Assert.Equal("de", answer.Text("abstention", "language"));
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
        Assert.Equal(
            whole.Text("answer"),
            string.Join(' ', events.Where(e => e.Name == "message").Select(e => e.Data["text"]!.ToString()))
        );
        await AssertCitationsAsync(collection, events[^1].Data.AsObject());
    }

    [Theory]
    [InlineData("hybrid")]
    [InlineData("bm25")]
    [InlineData("dense")]
    public async Task EachMode_FindsTheDocument(string mode)
    {
        string collection = await HandbookAsync();
        Reply found = await server.Rag.SearchAsync(
            collection,
            new
            {
                query = "warranty of the grinder",
                mode,
                top_k = 1,
            }
        );
        Assert.Equal("warranty", Assert.Single(found.Array("results"))!["document_id"]!.ToString());
        Assert.Equal("1", found.Text("shards_answered"));
    }

    [Fact]
    public async Task Filter_KeepsOnlyMatchingDocuments()
    {
        string collection = await HandbookAsync();
        object filters = new
        {
            type = "and",
            filters = new object[]
            {
                new
                {
                    type = "eq",
                    key = "kind",
                    value = "guide",
                },
                new
                {
                    type = "gte",
                    key = "year",
                    value = 2024,
                },
            },
        };
        Reply found = await server.Rag.SearchAsync(collection, new { query = "warranty shipping hopper", filters });
        Assert.Equal("shipping", Assert.Single(found.Array("results"))!["document_id"]!.ToString());
    }

    [Fact]
    public async Task RankingOptions_ChangeTheList()
    {
        string collection = await server.Rag.NewCollectionAsync(new { chunk_tokens_max = 32, chunk_overlap_tokens = 14 });
        string text = string.Join(' ', Enumerable.Range(1, 12).Select(i => $"In {1900 + i} the harbour saw ship {i}."));
        await server.Rag.UploadTextAsync(collection, "long.txt", text);
        await server.Rag.UploadTextAsync(collection, "copy.txt", text + "\n\nA copy.");
        await server.Rag.UploadTextAsync(collection, "other.txt", "A lighthouse stands beside the harbour.");
        object query = new { query = "what happened at the harbour", top_k = 10 };
        JsonArray plain = (await server.Rag.SearchAsync(collection, query)).Array("results");
        JsonArray joined = (
            await server.Rag.SearchAsync(
                collection,
                new
                {
                    query = "what happened at the harbour",
                    top_k = 10,
                    ranking = new { joined = 10 },
                }
            )
        ).Array("results");
        Assert.True(joined.Count < plain.Count);
        string longest = joined.Select(passage => passage!["text"]!.ToString()).MaxBy(passage => passage.Length)!;
        Assert.Contains(longest, text + "\n\nA copy.", StringComparison.Ordinal);
        Assert.True(longest.Length > plain.Max(passage => passage!["text"]!.ToString().Length));
        JsonArray distinct = (
            await server.Rag.SearchAsync(
                collection,
                new
                {
                    query = "what happened at the harbour",
                    top_k = 10,
                    ranking = new { deduplicate = true },
                }
            )
        ).Array("results");
        string[] texts = [.. distinct.Select(passage => passage!["text"]!.ToString())];
        Assert.Equal(texts.Length, texts.Distinct().Count());
        Assert.True(plain.Select(passage => passage!["text"]!.ToString()).Distinct().Count() < plain.Count);
        JsonArray ranks = (
            await server.Rag.SearchAsync(
                collection,
                new
                {
                    query = "what happened at the harbour",
                    top_k = 10,
                    ranking = new { fusion = "ranks", recall = 1 },
                }
            )
        ).Array("results");
        Assert.All(ranks, passage => Assert.InRange((double)passage!["score"]!, 0, 1 / 60.0));
        JsonArray diverse = (
            await server.Rag.SearchAsync(
                collection,
                new
                {
                    query = "what happened at the harbour",
                    top_k = 5,
                    ranking = new { diversity = 0.9 },
                }
            )
        ).Array("results");
        Assert.Contains(diverse, passage => passage!["text"]!.ToString().Contains("lighthouse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PerDocumentMax_CapsADocumentsShare()
    {
        string collection = await server.Rag.NewCollectionAsync(new { chunk_tokens_max = 32, chunk_overlap_tokens = 0 });
        await server.Rag.UploadTextAsync(
            collection,
            "long.txt",
            string.Join(' ', Enumerable.Range(1, 20).Select(i => $"In {1900 + i} the harbour saw ship {i}."))
        );
        await server.Rag.UploadTextAsync(collection, "other.txt", "A lighthouse stands beside the harbour.");
        async Task<int[]> SharesAsync(int? most)
        {
            object body = new
            {
                query = "ship in the harbour",
                top_k = 10,
                per_document_max = most,
            };
            JsonArray found = (await server.Rag.SearchAsync(collection, body)).Array("results");
            return [.. found.GroupBy(passage => passage!["document_id"]!.ToString()).Select(group => group.Count()).OrderDescending()];
        }

        Assert.True((await SharesAsync(null))[0] > 2);
        Assert.Equal("2 1", string.Join(" ", await SharesAsync(2)));
        Assert.Equal("1 1", string.Join(" ", await SharesAsync(1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task GroupByDocument_CountsDocumentsEachWithItsBestPassages(int shards)
    {
        string collection = await server.Rag.NewCollectionAsync(
            new
            {
                chunk_tokens_max = 32,
                chunk_overlap_tokens = 0,
                shards,
            }
        );
        foreach (string place in new[] { "harbour", "river", "canal" })
            await server.Rag.UploadTextAsync(
                collection,
                $"{place}.txt",
                string.Join(' ', Enumerable.Range(1, 12).Select(i => $"In {1900 + i} the {place} saw ship {i}."))
            );
        await server.Rag.UploadTextAsync(collection, "other.txt", "A lighthouse is no ship.");
        object query = new
        {
            query = "ship in the harbour",
            top_k = 2,
            group_by = "document",
            highlight = true,
        };
        Reply found = await server.Rag.SearchAsync(collection, query);
        Assert.Null(found.Json["results"]);
        JsonArray groups = found.Array("groups");
        Assert.Equal(2, groups.Count);
        Assert.Equal("harbour", groups[0]!["title"]!.ToString());
        Assert.Equal(2, groups.Select(group => group!["document_id"]!.ToString()).Distinct().Count());
        Assert.True((double)groups[0]!["score"]! >= (double)groups[1]!["score"]!);
        Assert.All(
            groups,
            group =>
            {
                JsonArray passages = group!["passages"]!.AsArray();
                Assert.InRange(passages.Count, 1, 3);
                Assert.All(passages, passage => Assert.Equal(group["document_id"]!.ToString(), passage!["document_id"]!.ToString()));
                Assert.Equal((double)group["score"]!, passages.Max(passage => (double)passage!["score"]!));
                Assert.NotNull(passages[0]!["highlights"]);
            }
        );
        Assert.Contains(groups, group => group!["passages"]!.AsArray().Count == 3);
        JsonArray one = (
            await server.Rag.SearchAsync(
                collection,
                new
                {
                    query = "ship in the harbour",
                    top_k = 10,
                    group_by = "document",
                    per_document_max = 1,
                }
            )
        ).Array("groups");
        Assert.Equal(4, one.Count);
        Assert.All(one, group => Assert.Single(group!["passages"]!.AsArray()));
        Assert.Null((await server.Rag.SearchAsync(collection, new { query = "ship" })).Json["groups"]);
        (await server.Rag.PostAsync($"/api/v1/collections/{collection}/ask", query)).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "group_by"
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await server.Rag.SearchAsync(collection, new { query = "x", group_by = "author" })).Status
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Highlights_AreTheWordsOfTheQueryInThePassage(int joined)
    {
        string collection = await HandbookAsync();
        Reply found = await server.Rag.SearchAsync(
            collection,
            new
            {
                query = "is a blade excluded from \"the warranty\"",
                top_k = 3,
                highlight = true,
                ranking = new { joined },
            }
        );
        JsonNode passage = found.Array("results")[0]!;
        string text = passage["text"]!.ToString();
        string[] words = [.. passage["highlights"]!.AsArray().Select(range => text[(int)range!["start"]!..(int)range["end"]!])];
        Assert.Equal(["warranty", "Blades", "excluded", "warranty"], words.Where(word => word is not "Warranty"));
        Assert.All(found.Array("results"), result => Assert.NotNull(result!["highlights"]));
        Assert.All(
            (await server.Rag.SearchAsync(collection, new { query = "warranty" })).Array("results"),
            result => Assert.Null(result!["highlights"])
        );
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
            right.Array("results").Select(r => (r!["chunk_id"]!.ToString(), (double)r["score"]!))
        );
    }

    [Theory]
    [InlineData("{\"query\":\"\"}", "query")]
    [InlineData("{\"query\":\"   \"}", "query")]
    [InlineData("{\"query\":\"x\",\"top_k\":0}", "top_k")]
    [InlineData("{\"query\":\"x\",\"top_k\":101}", "top_k")]
    [InlineData("{\"query\":\"x\",\"per_document_max\":0}", "per_document_max")]
    [InlineData("{\"query\":\"x\",\"ranking\":{\"diversity\":1.5}}", "ranking.diversity")]
    [InlineData("{\"query\":\"x\",\"ranking\":{\"joined\":0}}", "ranking.joined")]
    [InlineData("{\"query\":\"x\",\"access_scope\":[\"\"]}", "access_scope")]
    [InlineData("{\"query\":\"x\",\"ranking\":{\"recall\":0.2}}", "ranking.recall")]
    [InlineData("{\"query\":\"x\",\"filters\":{\"type\":\"nor\"}}", "filters.type")]
    [InlineData("{\"query\":\"x\",\"filters\":{\"type\":\"eq\",\"key\":\"a\"}}", "filters.value")]
    public async Task BadQuery_IsRefusedNamingTheField(string body, string field)
    {
        string collection = await server.Rag.NewCollectionAsync();
        (await server.Rag.PostAsync($"/api/v1/collections/{collection}/search", JsonNode.Parse(body)!)).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            field
        );
        (await server.Rag.PostAsync($"/api/v1/collections/{collection}/ask", JsonNode.Parse(body)!)).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            field
        );
    }

    [Fact]
    public async Task LongestQuery_IsTakenAndOneMoreCharacterIsNot()
    {
        string collection = await HandbookAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.Rag.SearchAsync(collection, new { query = new string('w', 1000) })).Status);
        (await server.Rag.SearchAsync(collection, new { query = new string('w', 1001) })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "query"
        );
    }

    [Fact]
    public async Task Chunk_ComesWithItsNeighbours()
    {
        string collection = await server.Rag.NewCollectionAsync(new { chunk_tokens_max = 32, chunk_overlap_tokens = 0 });
        string text = string.Join(
            "\n\n",
            Enumerable
                .Range(1, 12)
                .Select(i => $"Paragraph {i} tells what happened in the year {1900 + i} at the harbour of the town and who was there.")
        );
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
            string data = string.Concat(
                lines.Where(l => l.StartsWith("data:", StringComparison.Ordinal)).Select(l => l["data:".Length..].Trim())
            );
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
        Assert.All(
            answer["sentences"]!.AsArray(),
            s => Assert.All(s!["citations"]!.AsArray(), id => Assert.Contains(id!.ToString(), known))
        );
        Assert.All(answer["sentences"]!.AsArray(), s => Assert.NotEmpty(s!["citations"]!.AsArray()));
    }
}
