using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using RagCluster.Contract.Tests.Server;
using Xunit.Abstractions;

namespace RagCluster.Contract.Tests.Access;

/// <summary>
/// Random worlds with a neighbour: what another tenant has under the same names and beside them (collections, open and hidden documents,
/// files, vector stores, keys, people, experiments, ratings) changes no byte of an answer, be it new or from a cache. A tenant is asked
/// before the neighbour is there, and another one that has the same things afterwards. <c>RAG_TEST_WORLDS=200</c> is the long run.
/// </summary>
public sealed partial class TenantWorldTests(GuardedServer server, ITestOutputHelper output) : IClassFixture<GuardedServer>
{
    private const string Password = "correct horse battery staple";
    private static readonly string[] Words = ["lighthouse", "Brevik", "keeps", "lamp", "harbour", "Berta", "Carla", "night", "oil", "rope"];

    private static readonly string[] Lists =
    [
        "/api/v1/collections",
        "/api/v1/experiments",
        "/api/v1/plans",
        "/api/v1/keys",
        "/api/v1/users",
        "/api/v1/status",
        "/api/v1/models",
        "/v1/models",
        "/v1/files",
        "/v1/vector_stores",
        "/api/tags",
        "/api/ps",
    ];

    [Fact]
    public async Task WhatAnotherTenantHas_ChangesNoAnswer()
    {
        int worlds = int.TryParse(Environment.GetEnvironmentVariable("RAG_TEST_WORLDS"), CultureInfo.InvariantCulture, out int set)
            ? set
            : 2;
        int compared = 0;
        int answered = 0;
        int hidden = 0;
        for (int seed = 0; seed < worlds; seed++)
        {
            Random random = new(seed);
            string name = $"world{seed}";
            WrittenDocument[] documents = [.. Enumerable.Range(0, random.Next(2, 8)).Select(i => Document(random, i))];
            WrittenDocument[] hiddenOnes =
            [
                .. Enumerable
                    .Range(0, documents.Length + 2)
                    .Select(i => new WrittenDocument(
                        $"d{i}",
                        $"{Sentence(random)} {Sentence(random)}",
                        i % 2 == 0 ? ["user:zoe"] : null,
                        []
                    )),
            ];
            hidden += hiddenOnes.Count(document => document.Allow is not null);
            string query = $"{Pick(random)} {Pick(random)}";
            TenantThings before = await MakeAsync($"alone{seed}", name, documents);
            string[][] expected = await AnswersAsync(before, name, query, documents.Length);
            answered += expected.Sum(pass => pass.Count(answer => answer.StartsWith("OK", StringComparison.Ordinal)));
            await CrowdAsync($"neighbour{seed}", name, query, hiddenOnes, random);
            TenantThings after = await MakeAsync($"beside{seed}", name, documents);
            string[][] actual = await AnswersAsync(after, name, query, documents.Length);
            for (int pass = 0; pass < expected.Length; pass++)
                Assert.Equal(expected[pass], actual[pass]);
            // The first one too, whose answers were there before the neighbour.
            Assert.Equal(expected[^1], (await AnswersAsync(before, name, query, documents.Length))[^1]);
            compared += (expected.Length + 1) * expected[0].Length;
        }

        output.WriteLine($"{worlds} worlds, {compared} responses compared, {answered} with content, {hidden} hidden documents beside.");
        Assert.True(hidden > 0 && answered > compared / 4, "Nothing was hidden, or nothing was asked.");
    }

    // Twice, so that the second answer comes from a cache: by an administrator, by somebody in a group and by somebody in none.
    private async Task<string[][]> AnswersAsync(TenantThings things, string name, string query, int count)
    {
        RagHttp[] callers =
        [
            server.Of(things.Tenant),
            server.Of(things.Tenant, "user", "anna", "staff"),
            server.Of(things.Tenant, "user", "bert"),
        ];
        string[][] passes = [new string[callers.Length * Requests(name, query, count, things).Length], []];
        passes[1] = new string[passes[0].Length];
        foreach (string[] pass in passes)
        {
            int at = 0;
            foreach (RagHttp caller in callers)
            {
                foreach (Func<RagHttp, Task<Reply>> ask in Requests(name, query, count, things))
                {
                    Reply reply = await ask(caller);
                    // Neither a limit nor a failure may stand for an answer; some lists are an administrator's.
                    Assert.True((int)reply.Status is 200 or 404 or 403, $"{reply.Status}: {reply.Body}");
                    pass[at++] = Masked(reply, things);
                }
            }
        }

        return passes;
    }

    private static Func<RagHttp, Task<Reply>>[] Requests(string name, string query, int count, TenantThings things) =>
        [
            caller => caller.SearchAsync(name, new { query }),
            caller =>
                caller.SearchAsync(
                    name,
                    new
                    {
                        query,
                        mode = "bm25",
                        highlight = true,
                    }
                ),
            caller => caller.SearchAsync(name, new { query, mode = "dense" }),
            caller => caller.SearchAsync(name, new { query, group_by = "document" }),
            caller => caller.AskAsync(name, $"What is the {query}?"),
            caller => caller.GetAsync(name, ""),
            caller => caller.GetAsync(name, "/documents"),
            caller => caller.GetAsync(name, "/documents?limit=2"),
            caller => caller.PostAsync($"/v1/vector_stores/{name}/search", new { query }),
            caller => caller.PostAsync("/v1/chat/completions", Chat($"collection/{name}", query)),
            caller => caller.PostAsync("/v1/responses", new { model = $"collection/{name}", input = $"What is the {query}?" }),
            caller => caller.PostAsync("/api/chat", Chat($"collection/{name}", query, isStreamed: false)),
            caller => McpAsync(caller, "search", new { query, collection = name }),
            caller => McpAsync(caller, "list_collections", new { }),
            caller => McpAsync(caller, "fetch", new { id = $"rag://{name}/d{count}" }),
            .. Enumerable
                .Range(0, count + 2)
                .SelectMany(i => (string[])[$"/documents/d{i}/text", $"/documents/d{i}", $"/chunks/d{i}-1-0?context=2"])
                .Select<string, Func<RagHttp, Task<Reply>>>(path => caller => caller.GetAsync(name, path)),
            .. ((string[])[.. Lists, $"/v1/files/{things.File}", $"/v1/vector_stores/{name}/files", "/api/v1/experiments/trial"]).Select<
                string,
                Func<RagHttp, Task<Reply>>
            >(path => caller => caller.SendAsync(HttpMethod.Get, path, null)),
        ];

    private async Task<TenantThings> MakeAsync(string tenant, string name, WrittenDocument[] documents)
    {
        RagHttp admin = server.Of(tenant);
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsync("/api/v1/collections", new { name })).Status);
        Reply stored = await admin.UploadJsonAsync(name, [.. documents.Select(document => document.Body())]);
        Assert.Equal(HttpStatusCode.Created, stored.Status);
        Reply key = await admin.PostAsync("/api/v1/keys", new { name = "one", role = "user" });
        server.Secrets.Add(key.Text("key"));
        Reply person = await admin.PostAsync(
            "/api/v1/users",
            new
            {
                name = "ada",
                role = "user",
                password = Password,
            }
        );
        Assert.Equal(HttpStatusCode.Created, person.Status);
        return new TenantThings(tenant, stored.Text("id"), key.Text("id"), await FileAsync(admin, "The lamp of the harbour."));
    }

    // The neighbour has all that the others have, with more and other things in it, and uses it.
    private async Task CrowdAsync(string tenant, string name, string query, WrittenDocument[] documents, Random random)
    {
        TenantThings things = await MakeAsync(tenant, name, documents);
        RagHttp admin = server.Of(tenant);
        string hiddenName = $"{name}-hidden";
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsync("/api/v1/collections", new { name = hiddenName })).Status);
        await admin.UploadJsonAsync(hiddenName, new { id = "d0", text = Sentence(random) });
        await FileAsync(admin, Sentence(random));
        Assert.Equal(HttpStatusCode.OK, (await admin.PostAsync("/v1/vector_stores", new { name = "ours" })).Status);
        foreach (string collection in (string[])[name, hiddenName])
        {
            // Told apart by its effect: one passage instead of ten.
            Reply experiment = await admin.PostAsync(
                "/api/v1/experiments",
                new
                {
                    name = collection == name ? "trial" : "other-trial",
                    collection,
                    primary = "feedback",
                    arms = new object[]
                    {
                        new { name = "a", overrides = new { top_k = 1 } },
                        new { name = "b", overrides = new { top_k = 1 } },
                    },
                }
            );
            Assert.Equal(HttpStatusCode.Created, experiment.Status);
        }

        foreach (Func<RagHttp, Task<Reply>> ask in Requests(name, query, documents.Length, things))
            await ask(admin);
        Reply rated = await admin.AskAsync(name, $"What is the {query}?");
        if (rated.At("exposure") is not null)
            await admin.PostAsync("/api/v1/feedback", new { feedback_id = rated.Text("exposure", "feedback_id"), rating = "down" });
    }

    private static async Task<string> FileAsync(RagHttp admin, string text)
    {
        using MultipartFormDataContent form = [];
        form.Add(new StringContent("assistants"), "purpose");
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "lamp.txt");
        Reply kept = await admin.SendAsync(HttpMethod.Post, "/v1/files", form);
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        return kept.Text("id");
    }

    private static async Task<Reply> McpAsync(RagHttp caller, string tool, object arguments)
    {
        object call = new
        {
            jsonrpc = "2.0",
            id = 1,
            method = "tools/call",
            @params = new { name = tool, arguments },
        };
        using HttpRequestMessage request = new(HttpMethod.Post, "/mcp") { Content = JsonContent.Create(call) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using HttpResponseMessage response = await caller.Http.SendAsync(request);
        return new Reply(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            await response.Content.ReadAsStringAsync()
        );
    }

    private static object Chat(string model, string query, bool isStreamed = false) =>
        new
        {
            model,
            stream = isStreamed,
            messages = new[] { new { role = "user", content = $"What is the {query}?" } },
        };

    private static WrittenDocument Document(Random random, int number) =>
        new(
            $"d{number}",
            Sentence(random),
            random.Next(4) switch
            {
                0 => ["group:staff"],
                1 => ["user:anna", "user:bert"],
                _ => null,
            },
            []
        );

    private static string Sentence(Random random) =>
        $"The {string.Join(' ', Enumerable.Range(0, random.Next(5, 20)).Select(_ => Pick(random)))}.";

    private static string Pick(Random random) => Words[random.Next(Words.Length)];

    private static string Masked(Reply reply, TenantThings things)
    {
        string body = things.Ids.Aggregate(reply.Body, (text, id) => text.Replace(id, "*", StringComparison.Ordinal));
        return $"{reply.Status} {reply.MediaType} {Unequal().Replace(body, "*")}";
    }

    [GeneratedRegex(
        """[0-9a-f]{32}|(?:"traceId":"[^"]*")|"tenant":"[a-z]+\d+"|"""
            + """(?:"(took_ms|feedback_id|uptime_seconds|created|\w+_at|\w+_duration|size)":[^,}]*)|"""
            + """\d{4}-\d\d-\d\dT[^"\\]*"""
    )]
    private static partial Regex Unequal();

    private sealed record TenantThings(string Tenant, string Job, string Key, string File)
    {
        internal string[] Ids => [Job, Key, File];
    }
}
