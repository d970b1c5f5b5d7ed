using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>Who did what stands in the audit log, and nothing that is secret.</summary>
public sealed class AuditTests(OwnGuardedServer server) : IClassFixture<OwnGuardedServer>
{
    [Fact]
    public async Task Changes_RefusalsSignInsAndAdministrativeReads_AreInTheLog()
    {
        (string id, string text) = await server.NewKeyAsync("user");
        RagHttp user = server.Bearer(text);
        string collection = await user.NewCollectionAsync();
        await user.UploadTextAsync(collection, "a-name.txt", "the text that must not be in the log");
        await user.SearchAsync(collection, new { query = "a question that must not be in the log" });
        Assert.Equal(HttpStatusCode.Forbidden, (await user.SendAsync(HttpMethod.Get, "/api/v1/keys", null)).Status);
        for (int i = 0; i < 20; i++)
            await server.Bearer("nonsense").SendAsync(HttpMethod.Get, "/api/v1/collections", null);
        using FormUrlEncodedContent form = new(new Dictionary<string, string> { ["key"] = text, ["next"] = "/" });
        using HttpResponseMessage signedIn = await server.Bearer(null).Http.PostAsync("/signin", form);
        using FormUrlEncodedContent wrong = new(new Dictionary<string, string> { ["key"] = "wrong-key", ["next"] = "/" });
        using HttpResponseMessage refused = await server.Bearer(null).Http.PostAsync("/signin", wrong);
        await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/keys", null);
        Assert.Equal(HttpStatusCode.NoContent, (await user.SendAsync(HttpMethod.Delete, $"/api/v1/collections/{collection}", null)).Status);

        JsonNode[] entries = await EntriesAsync("DELETE /api/v1/collections/{collection}");
        Assert.Equal(201, Status("admin-key", "POST /api/v1/keys/"));
        Assert.Equal(200, Status("admin-key", "GET /api/v1/keys/"));
        Assert.Equal(201, Status(id, "POST /api/v1/collections/"));
        Assert.Equal(201, Status(id, "POST /api/v1/collections/{collection}/documents"));
        Assert.Equal(403, Status(id, "GET /api/v1/keys/"));
        Assert.Equal(200, Status(id, "POST /signin"));
        Assert.Equal(401, Status("unknown", "POST /signin"));
        Assert.Equal(20, Of("unknown", "GET /api/v1/collections/").Sum(entry => (int)entry["count"]!));
        Assert.DoesNotContain(entries, entry => Text(entry, "action").Contains("search", StringComparison.Ordinal));
        string all = string.Concat(entries.Select(entry => entry.ToJsonString()));
        Assert.DoesNotContain("must not be in the log", all, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-key", all, StringComparison.Ordinal);
        Assert.All(server.Secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));

        Reply report = await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/audit/verification", null);
        Assert.True((bool)report.At("is_whole")!, report.Body);

        IEnumerable<JsonNode> Of(string subject, string action) =>
            entries.Where(entry => Text(entry, "subject") == subject && Same(Text(entry, "action"), action));
        int Status(string subject, string action) => (int)Of(subject, action).First()["status"]!;
    }

    [Fact]
    public async Task WhatWasMade_IsNamed_ByWhateverProtocol_AndRefusalsOfOtherOrigins()
    {
        (string id, string text) = await server.NewKeyAsync("user");
        RagHttp user = server.Bearer(text);
        string collection = await user.NewCollectionAsync();
        await user.UploadJsonAsync(collection, new { id = "the-plan", text = "must not be in the log" });
        string acl = $"/api/v1/collections/{collection}/documents/the-plan/acl";
        await user.SendAsync(
            HttpMethod.Put,
            acl,
            JsonContent.Create(new { allow = new[] { $"key:{id}" }, deny = new[] { "group:guests" } })
        );
        await IngestAsync(user, collection);
        (string readerId, string reader) = await server.NewKeyAsync("readonly");
        await IngestAsync(server.Bearer(reader), collection);
        RagHttp foreign = server.With("Origin", "https://elsewhere.example");
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await foreign.SendAsync(HttpMethod.Delete, $"/api/v1/collections/{collection}", null)).Status
        );

        JsonNode[] entries = await EntriesAsync("DELETE of another origin");
        Assert.Contains($"made /api/v1/collections/{collection}", Target(id, "POST /api/v1/collections"), StringComparison.Ordinal);
        string upload = Target(id, "POST /api/v1/collections/{collection}/documents");
        Assert.Contains("made /api/v1/jobs/", upload, StringComparison.Ordinal);
        Assert.Contains("1 documents, the-plan", upload, StringComparison.Ordinal);
        Assert.Contains(
            $"allow key:{id}; deny group:guests",
            Target(id, "PUT /api/v1/collections/{collection}/documents/{id}/acl"),
            StringComparison.Ordinal
        );
        Assert.Contains($"/mcp: ingest {collection}, job", Target(id, "POST /mcp"), StringComparison.Ordinal);
        Assert.Equal(403, (int)Entry(readerId, "POST /mcp")["status"]!);

        JsonNode Entry(string subject, string action) =>
            entries.First(entry => Text(entry, "subject") == subject && Same(Text(entry, "action"), action));
        string Target(string subject, string action) => Text(Entry(subject, action), "target");
    }

    private static async Task IngestAsync(RagHttp caller, string collection)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/mcp")
        {
            Content = JsonContent.Create(
                new
                {
                    jsonrpc = "2.0",
                    id = 1,
                    method = "tools/call",
                    @params = new { name = "ingest", arguments = new { collection, text = "The mill." } },
                }
            ),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        (await caller.Http.SendAsync(request)).Dispose();
    }

    [Fact]
    public async Task Page_IsCheckedAndFollowed()
    {
        for (int i = 0; i < 3; i++)
            await server.NewKeyAsync("readonly");
        await EntriesAsync("POST /api/v1/keys/", 3);
        RagHttp admin = server.Admin();
        (await admin.SendAsync(HttpMethod.Get, "/api/v1/audit?limit=0", null)).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "limit"
        );
        Reply first = await admin.SendAsync(HttpMethod.Get, "/api/v1/audit?limit=2", null);
        Reply second = await admin.SendAsync(HttpMethod.Get, $"/api/v1/audit?limit=2&before={first.Text("last_id")}", null);
        Assert.Equal((long)first.At("data", 1, "sequence")! - 1, (long)second.At("data", 0, "sequence")!);
    }

    // Events reach the log in groups, some moments after their requests.
    private async Task<JsonNode[]> EntriesAsync(string action, int count = 1)
    {
        using CancellationTokenSource late = new(TestPatience.Max);
        while (true)
        {
            Reply reply = await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/audit?limit=1000", null);
            JsonNode[] entries = [.. reply.Array("data").Select(entry => entry!)];
            if (entries.Count(entry => Same(Text(entry, "action"), action)) >= count)
                return entries;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, late.Token);
        }
    }

    // Whether the template of a group ends with a slash is a matter of routing.
    private static bool Same(string action, string expected) => action.TrimEnd('/') == expected.TrimEnd('/');

    private static string Text(JsonNode entry, string name) => entry[name]!.ToString();
}
