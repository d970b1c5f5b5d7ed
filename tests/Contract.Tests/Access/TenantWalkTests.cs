using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RagCluster.Contract.Tests.Server;
using Xunit.Abstractions;

namespace RagCluster.Contract.Tests.Access;

/// <summary>
/// Every operation that the server describes is asked from one tenant for what another one has, and for what nobody ever had: the answers
/// are the same. An operation that has no row in <see cref="TenantRequests"/> and is not the operator's alone fails.
/// </summary>
public sealed partial class TenantWalkTests(OwnGuardedServer server, ITestOutputHelper output) : IClassFixture<OwnGuardedServer>
{
    // Looked for by a word and not by its number: the digits 7319 stand in one of some fifteen hundred trace ids by chance.
    private const string Secret = "The mill of Brevik is lit at nine in the evening by 7319 lamps.";

    private static readonly Dictionary<string, string> Absent = new()
    {
        ["c"] = "nothing-of-this-name",
        ["d"] = "no-document",
        ["k"] = "no-document-1-0",
        ["j"] = "0123456789abcdef0123456789abcdef",
        ["f"] = "file-0123456789abcdef0123456789abcdef",
        ["s"] = "vs_0123456789abcdef0123456789abcdef",
        ["b"] = "vsfb_fedcba9876543210fedcba9876543210",
        ["e"] = "no-experiment",
        ["i"] = "Zz345678",
        ["u"] = "nobody",
        ["x"] = "nothing-of-this-name.keyword.0123456789abcdef0123456789abcdef",
    };

    [Fact]
    public async Task EachOperation_AnswersForAnotherTenantsThings_AsForNone()
    {
        Dictionary<string, string> present = await FillAsync(server.Of("acme"));
        JsonNode document = (await server.Admin().SendAsync(HttpMethod.Get, "/openapi/v1.json", null)).Json;
        List<string> wrong = [];
        int compared = 0;
        int refused = 0;
        int caller = 0;
        foreach ((string path, JsonNode? methods) in document["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? operation) in methods!.AsObject())
            {
                string name = $"{method.ToUpperInvariant()} {path}";
                if (operation!["x-operator"] is not null)
                {
                    RagHttp administrator = server.Of("other");
                    Reply reply = await SendAsync(administrator, method, Parameter().Replace(path, "absent"), null);
                    if (reply.Status != HttpStatusCode.Forbidden)
                        wrong.Add($"{name} is the operator's and answers another tenant's administrator with {reply.Status}");
                    refused++;
                    continue;
                }

                if (!TenantRequests.All.TryGetValue(name, out (string Path, string? Body) row))
                {
                    wrong.Add($"{name} has no row in TenantRequests");
                    continue;
                }

                foreach (string role in (string[])["admin", "user"])
                {
                    // A tenant of its own for each request: what one of them makes is not there for the next.
                    Reply theirs = await AskAsync(server.Of($"b{caller++}", role), method, row, present);
                    Reply nobodys = await AskAsync(server.Of($"b{caller++}", role), method, row, Absent);
                    compared++;
                    if (Masked(theirs, present) != Masked(nobodys, Absent))
                        wrong.Add($"{name} by {role}: {Masked(theirs, present)}\n  and for nothing: {Masked(nobodys, Absent)}");
                    if (theirs.Body.Contains("Brevik", StringComparison.OrdinalIgnoreCase))
                        wrong.Add($"{name} by {role} shows the text");
                }
            }
        }

        output.WriteLine($"{compared} pairs of answers compared, {refused} operations are the operator's.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(compared > 130 && refused > 15, $"Only {compared} and {refused}: the description is not whole.");
        await StillThereAsync(server.Of("acme"), present);
    }

    private async Task<Dictionary<string, string>> FillAsync(RagHttp acme)
    {
        const string collection = "handbook";
        await AddAsync(acme.PostAsync("/api/v1/collections", new { name = collection }));
        Reply stored = await AddAsync(acme.UploadJsonAsync(collection, new { id = "our-plan", text = Secret }));
        using MultipartFormDataContent form = new()
        {
            { new StringContent("assistants"), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(Secret)), "file", "plan.txt" },
        };
        string file = (await AddAsync(acme.SendAsync(HttpMethod.Post, "/v1/files", form))).Text("id");
        string store = (await AddAsync(acme.PostAsync("/v1/vector_stores", new { name = "ours" }))).Text("id");
        Reply batch = await AddAsync(acme.PostAsync($"/v1/vector_stores/{store}/file_batches", new { file_ids = new[] { file } }));
        await AddAsync(
            acme.PostAsync(
                "/api/v1/experiments",
                new
                {
                    name = "trial",
                    collection,
                    primary = "feedback",
                    arms = new object[] { new { name = "a" }, new { name = "b", overrides = new { top_k = 1 } } },
                }
            )
        );
        Reply explained = await AddAsync(acme.SearchAsync(collection, new { query = "mill", explain = true }));
        string key = (await AddAsync(acme.PostAsync("/api/v1/keys", new { name = "a", role = "user" }))).Text("id");
        await AddAsync(
            acme.PostAsync(
                "/api/v1/users",
                new
                {
                    name = "ada",
                    role = "user",
                    password = "correct horse battery staple",
                }
            )
        );
        return new Dictionary<string, string>
        {
            ["c"] = collection,
            ["d"] = "our-plan",
            ["k"] = "our-plan-1-0",
            ["j"] = stored.Text("id"),
            ["f"] = file,
            ["s"] = store,
            ["b"] = batch.Text("id"),
            ["e"] = "trial",
            ["i"] = key,
            ["u"] = "ada",
            ["x"] = explained.Text("explanation", "id"),
        };
    }

    private static async Task StillThereAsync(RagHttp acme, Dictionary<string, string> present)
    {
        foreach (
            string path in (string[])
                [
                    "/api/v1/collections/{c}/documents/{d}/text",
                    "/api/v1/jobs/{j}",
                    "/v1/files/{f}/content",
                    "/v1/vector_stores/{s}",
                    "/api/v1/experiments/{e}",
                ]
        )
            Assert.Equal(HttpStatusCode.OK, (await acme.SendAsync(HttpMethod.Get, Filled(path, present), null)).Status);
        Assert.Equal("running", (await acme.SendAsync(HttpMethod.Get, "/api/v1/experiments/trial", null)).Text("status"));
        Assert.Equal("ours", (await acme.SendAsync(HttpMethod.Get, Filled("/v1/vector_stores/{s}", present), null)).Text("name"));
        Assert.Contains("\"ada\"", (await acme.SendAsync(HttpMethod.Get, "/api/v1/users", null)).Body, StringComparison.Ordinal);
        Assert.Contains(present["i"], (await acme.SendAsync(HttpMethod.Get, "/api/v1/keys", null)).Body, StringComparison.Ordinal);
    }

    private static async Task<Reply> AddAsync(Task<Reply> adding)
    {
        Reply added = await adding;
        Assert.True((int)added.Status is 200 or 201, $"{added.Status}: {added.Body}");
        return added;
    }

    private static Task<Reply> AskAsync(RagHttp caller, string method, (string Path, string? Body) row, Dictionary<string, string> names) =>
        SendAsync(caller, method, Filled(row.Path, names), row.Body is null ? null : Filled(row.Body, names));

    private static async Task<Reply> SendAsync(RagHttp caller, string method, string path, string? body)
    {
        using HttpRequestMessage request = new(new HttpMethod(method.ToUpperInvariant()), path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using HttpResponseMessage response = await caller.Http.SendAsync(request);
        return new Reply(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            await response.Content.ReadAsStringAsync()
        );
    }

    private static string Filled(string text, Dictionary<string, string> names) =>
        Placeholder().Replace(text, match => names[match.Groups[1].Value]);

    // The names that were asked for, the longest first since some are parts of others; ids, secrets and times are new each time.
    private static string Masked(Reply reply, Dictionary<string, string> names)
    {
        string body = reply.Body.Replace("\\u0027", "'", StringComparison.Ordinal);
        foreach ((string letter, string name) in names.OrderByDescending(pair => pair.Value.Length))
            body = body.Replace(name, $"<{letter}>", StringComparison.Ordinal);
        return $"{reply.Status} {reply.MediaType} {Unequal().Replace(body, "*")}";
    }

    [GeneratedRegex(@"\{([a-z])\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(
        """[0-9a-f]{32}|"traceId":"[^"]*"|"tenant":"b\d+"|"(took_ms|feedback_id|uptime_seconds|created|\w+_at|\w+_duration)":[^,}]*|"""
            + """\d{4}-\d\d-\d\dT[^"]*"""
    )]
    private static partial Regex Unequal();
}
