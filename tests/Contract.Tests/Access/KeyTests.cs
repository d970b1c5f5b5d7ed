using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>What a key may do, and what its life looks like from outside.</summary>
public sealed class KeyTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private const string Path = "/api/v1/keys";

    [Fact]
    public async Task Help_NeverShowsTheKey_AndPeopleHaveGroups()
    {
        HttpClient http = server.Admin().Http;
        string key = http.DefaultRequestHeaders.Authorization!.Parameter!;
        foreach (string[] asked in new[] { new[] { "--help" }, ["users", "--help"] })
        {
            (int code, string help, string messages) = await RagCommand.RunWithKeyAsync(http, key, asked);
            Assert.Equal(0, code);
            Assert.DoesNotContain(key, help + messages, StringComparison.Ordinal);
        }

        (_, string made, _) = await RagCommand.RunWithKeyAsync(http, key, "users", "create", "mary", "--groups", "board,staff");
        Assert.Contains("in board, staff", made, StringComparison.Ordinal);
        (_, string changed, _) = await RagCommand.RunWithKeyAsync(http, key, "users", "change", "mary", "--role", "readonly");
        Assert.Contains("readonly, in board, staff", changed, StringComparison.Ordinal);
        (_, string emptied, _) = await RagCommand.RunWithKeyAsync(http, key, "users", "change", "mary", "--groups", "");
        Assert.Contains("mary (readonly).", emptied, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NarrowedKey_MayDoThatAlone()
    {
        string collection = await server.Admin().NewCollectionAsync();
        Reply made = await server
            .Admin()
            .PostAsync(
                Path,
                new
                {
                    name = "indexer",
                    role = "user",
                    permissions = new[] { "documents:write", "documents:read" },
                }
            );
        Assert.Equal(HttpStatusCode.Created, made.Status);
        RagHttp indexer = server.Bearer(made.Text("key"));
        Assert.Equal(HttpStatusCode.Created, (await indexer.UploadJsonAsync(collection, new { id = "a", text = "The mill." })).Status);
        (await indexer.SearchAsync(collection, new { query = "mill" })).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
        (await indexer.DeleteAsync(collection, "/documents/a")).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["documents:write", "documents:read"], (await KeyAsync(made.Text("id")))["permissions"]!.AsArray().Select(Text));

        // Nor does another secret widen it.
        Reply rotated = await server.Admin().PostAsync($"{Path}/{made.Text("id")}/rotate", new { });
        (await server.Bearer(rotated.Text("key")).SearchAsync(collection, new { query = "mill" })).AssertProblem(
            HttpStatusCode.Forbidden,
            "forbidden"
        );
    }

    [Theory]
    [InlineData("user", "system:admin")]
    [InlineData("readonly", "documents:write")]
    [InlineData("admin", "documents:everything")]
    public async Task Permission_ThatTheRoleLacks_IsRefused(string role, string permission) =>
        (
            await server
                .Admin()
                .PostAsync(
                    Path,
                    new
                    {
                        name = "wide",
                        role,
                        permissions = new[] { permission },
                    }
                )
        ).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "permissions");

    [Fact]
    public async Task RotatedKey_IsTakenAtOnce()
    {
        (string id, string text) = await server.NewKeyAsync("readonly");
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await MeAsync(text)).Status);
            string next = (await server.Admin().PostAsync($"{Path}/{id}/rotate", new { })).Text("key");
            server.Secrets.Add(next);
            Assert.Equal(HttpStatusCode.OK, (await MeAsync(next)).Status);
            Assert.Equal(HttpStatusCode.OK, (await MeAsync(text)).Status);
            text = next;
        }
    }

    [Fact]
    public async Task WhoKnowsTheIdAlone_DoesNotUseTheKey()
    {
        (string id, string text) = await server.NewKeyAsync("readonly");
        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync($"sk-rag-{id}-{new string('A', 32)}")).Status);
        Assert.Null((await KeyAsync(id))["last_used_at"]);
        // A silo that has just asked about the key says a moment later that it is used.
        using CancellationTokenSource late = new(TestPatience.Max);
        do
        {
            late.Token.ThrowIfCancellationRequested();
            Assert.Equal(HttpStatusCode.OK, (await MeAsync(text)).Status);
        } while ((await KeyAsync(id))["last_used_at"] is null);
    }

    [Fact]
    public async Task KeyOfAnotherTenant_IsNamedInTheAuditLog()
    {
        (string id, _) = await server.NewKeyAsync("readonly", tenant: "acme");
        using CancellationTokenSource late = new(TestPatience.Max);
        string wanted = $"key:{id} of acme, readonly";
        while (
            !(await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/audit?limit=100", null)).Body.Contains(
                wanted,
                StringComparison.Ordinal
            )
        )
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
    }

    [Fact]
    public async Task CookieOnAnotherOriginsPage_IsNobodys()
    {
        (_, string text) = await server.NewKeyAsync("readonly");
        RagHttp page = server.With("Cookie", $"rag-key={text}");
        Assert.Equal(HttpStatusCode.OK, (await page.SendAsync(HttpMethod.Get, "/api/v1/me", null)).Status);
        page.Http.DefaultRequestHeaders.Add("Origin", "https://app.example.org");
        Assert.Equal(HttpStatusCode.Unauthorized, (await page.SendAsync(HttpMethod.Get, "/api/v1/me", null)).Status);
    }

    private static string Text(JsonNode? node) => node!.ToString();

    private Task<Reply> MeAsync(string key) => server.Bearer(key).SendAsync(HttpMethod.Get, "/api/v1/me", null);

    private async Task<JsonNode> KeyAsync(string id) =>
        (await server.Admin().SendAsync(HttpMethod.Get, Path, null)).Array("data").Single(key => key!["id"]!.ToString() == id)!;
}
