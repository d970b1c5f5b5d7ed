using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

/// <summary>Explanations and replays with the planner off, as it is unless somebody turns it on.</summary>
public sealed class ExplanationTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Question = "How tall is the lighthouse of Norderney?";

    [Fact]
    public async Task FixedPlan_IsExplainedWithItsLegsAndStageTimes()
    {
        string collection = await LighthouseAsync();
        Reply found = await PostAsync(collection, "search", new { query = Question, explain = true });
        Assert.Equal(
            ("fixed", "hybrid", "fact_question", "1"),
            (
                found.Text("explanation", "chosen_by"),
                found.Text("explanation", "plan"),
                found.Text("explanation", "query_class"),
                found.Text("explanation", "probability")
            )
        );
        Assert.Null(found.At("explanation", "choice"));
        Assert.Equal(["lexical", "dense"], found.Array("explanation", "legs").Select(leg => leg!["leg"]!.ToString()));
        Assert.Equal(
            ["embed", "shards", "lexical", "dense", "fuse"],
            found.Array("explanation", "stages").Select(stage => stage!["stage"]!.ToString())
        );
        Reply named = await PostAsync(
            collection,
            "search",
            new
            {
                query = Question,
                mode = "bm25",
                rerank = true,
                explain = true,
            }
        );
        Assert.Equal(("request", "lexical+rerank"), (named.Text("explanation", "chosen_by"), named.Text("explanation", "plan")));
        Assert.Equal("rerank", named.Array("explanation", "stages")[^1]!["stage"]!.ToString());
    }

    [Fact]
    public async Task AnAnswer_SaysByWhichUnitsItWasChosen_AndAnAbstentionWhatIsMissing()
    {
        string collection = await LighthouseAsync();
        Reply answer = await PostAsync(collection, "ask", new { query = Question, explain = true });
        Assert.Equal("quantity", answer.Text("explanation", "answers", 0, "kind"));
        double probability = double.Parse(answer.Text("explanation", "answers", 0, "probability"), CultureInfo.InvariantCulture);
        double threshold = double.Parse(answer.Text("explanation", "answers", 0, "threshold"), CultureInfo.InvariantCulture);
        Assert.InRange(probability, threshold, 1);
        Assert.Equal(
            answer.Text("citations", 0, "chunk_id"),
            answer.Array("explanation", "answers", 0, "units").First(unit => (bool)unit!["shown"]!)!["chunk_id"]!.ToString()
        );
        Assert.Contains("near", answer.Array("explanation", "answers", 0, "signs").Select(sign => sign!["name"]!.ToString()));

        Reply silent = await PostAsync(collection, "ask", new { query = "Which airline flies to Lisbon?", explain = true });
        Assert.Equal("true", silent.Text("abstained"));
        Assert.Contains(
            silent.Array("explanation", "answers", 0, "terms"),
            term => term!["text"]!.ToString() == "airline" && (bool)term["missing"]!
        );
        Assert.DoesNotContain(silent.Array("explanation", "answers", 0, "units"), unit => (bool)unit!["shown"]!);
    }

    [Fact]
    public async Task WithoutExplain_NothingIsSaidOrRecorded()
    {
        string collection = await LighthouseAsync();
        Assert.Null((await PostAsync(collection, "search", new { query = Question })).At("explanation"));
        Assert.Null((await PostAsync(collection, "ask", new { query = Question })).At("explanation"));
        Reply plans = await server.Rag.SendAsync(HttpMethod.Get, $"/api/v1/plans?collection={collection}", null);
        Assert.Equal("false", plans.Text("is_on"));
        Assert.All(plans.Array("data"), one => Assert.Equal((0, 0), (one!["queries"]!.GetValue<int>(), one["records"]!.GetValue<int>())));
    }

    [Fact]
    public async Task ExplainedQuery_ChangesNoAnswer_AndAsksNoCache()
    {
        string collection = await LighthouseAsync();
        for (int i = 0; i < 2; i++)
        {
            foreach (string verb in (string[])["search", "ask"])
            {
                Reply plain = await PostAsync(collection, verb, new { query = Question });
                Reply explained = await PostAsync(collection, verb, new { query = Question, explain = true });
                Assert.Null(explained.At("cached"));
                Assert.Equal(Without(plain), Without(explained));
            }
        }
    }

    [Fact]
    public async Task Replay_IsTheSameUntilADocumentChanges()
    {
        string collection = await LighthouseAsync();
        Reply asked = await PostAsync(
            collection,
            "ask",
            new
            {
                query = Question,
                explain = true,
                top_k = 3,
            }
        );
        string id = asked.Text("explanation", "id");
        Reply same = await ReplayAsync(id);
        Assert.Equal(HttpStatusCode.OK, same.Status);
        Assert.Equal(("true", "true", "true"), (same.Text("same_state"), same.Text("same_plan"), same.Text("same_passages")));
        Assert.Equal((asked.Text("answer"), "replay"), (same.Text("answer", "answer"), same.Text("answer", "explanation", "chosen_by")));
        Assert.Equal(asked.Array("passages").ToJsonString(), same.Array("answer", "passages").ToJsonString());

        await server.Rag.UploadTextAsync(
            collection,
            "borkum.txt",
            "How tall is the lighthouse of Borkum? The lighthouse of Borkum is 63 metres tall."
        );
        Reply changed = await ReplayAsync(id);
        Assert.Equal(("false", "true", "false"), (changed.Text("same_state"), changed.Text("same_plan"), changed.Text("same_passages")));
        Assert.Equal(["documents"], changed.Array("changed").Select(what => what!.ToString()));
        Assert.Equal(
            asked.Array("passages").Select(passage => passage!["chunk_id"]!.ToString()),
            changed.Array("recorded").Select(found => found!["chunk_id"]!.ToString())
        );
    }

    [Fact]
    public async Task Stream_SaysAtItsEndHowItWasFound()
    {
        string collection = await LighthouseAsync();
        Reply stream = await PostAsync(
            collection,
            "ask",
            new
            {
                query = Question,
                stream = true,
                explain = true,
            }
        );
        string last = stream.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Contains("event: final_answer", last, StringComparison.Ordinal);
        JsonNode data = JsonNode.Parse(
            string.Concat(
                last.Split('\n').Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line["data:".Length..])
            )
        )!;
        Assert.Equal("hybrid", data["explanation"]!["plan"]!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await ReplayAsync(data["explanation"]!["id"]!.ToString())).Status);
    }

    [Fact]
    public async Task UnknownRecords_AreSaidToBe()
    {
        string collection = await LighthouseAsync();
        (await ReplayAsync("nothing")).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "id");
        (await ReplayAsync($"{collection}.keyword.{new string('0', 32)}")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await ReplayAsync($"{collection}.poem.{new string('0', 32)}")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/plans?collection=nowhere", null)).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        string id = (await PostAsync(collection, "search", new { query = Question, explain = true })).Text("explanation", "id");
        Assert.Equal(HttpStatusCode.NoContent, (await server.Rag.DeleteAsync(collection, "")).Status);
        (await ReplayAsync(id)).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static string Without(Reply reply)
    {
        JsonObject body = reply.Json.AsObject();
        foreach (string name in (string[])["took_ms", "cached", "explanation", "feedback_id"])
            body.Remove(name);
        return body.ToJsonString();
    }

    private Task<Reply> ReplayAsync(string id) => server.Rag.PostAsync("/api/v1/replay", new { id });

    private Task<Reply> PostAsync(string collection, string verb, object body) =>
        server.Rag.PostAsync($"/api/v1/collections/{collection}/{verb}", body);

    private async Task<string> LighthouseAsync()
    {
        string collection = await server.Rag.NewCollectionAsync(new { shards = 2 });
        await server.Rag.UploadTextAsync(collection, "norderney.txt", "The lighthouse of Norderney is 54 metres tall.");
        await server.Rag.UploadTextAsync(collection, "juist.txt", "The harbour of Juist depends on the tide.");
        return collection;
    }
}
