using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Access;

/// <summary>
/// Tenants know nothing of each other: what has the same name in two of them is two things. That what one has changes no answer of the
/// other, <see cref="TenantWorldTests"/> shows.
/// </summary>
public sealed class TenantTests(OwnGuardedServer server) : IClassFixture<OwnGuardedServer>
{
    private const string Password = "correct horse battery staple";
    private const string Question = "Who keeps the lighthouse of Brevik?";

    [Fact]
    public async Task KeyWithATenant_SearchesItsOwnCollections()
    {
        RagHttp acme = server.Bearer((await server.NewKeyAsync("user", tenant: "acme-keys")).Text);
        RagHttp other = server.Bearer((await server.NewKeyAsync("user", tenant: "other-keys")).Text);
        await StoreAsync(acme, "notes", "Berta");
        await StoreAsync(other, "notes", "Carla");
        for (int round = 0; round < 3; round++)
        {
            // Twice and more, so that the second answer comes from a cache; each tier's key has the tenant.
            foreach (
                (RagHttp tenant, string own, string foreign) in ((RagHttp, string, string)[])
                    [(acme, "Berta", "Carla"), (other, "Carla", "Berta")]
            )
            {
                foreach (
                    Reply reply in (Reply[])
                        [await tenant.SearchAsync("notes", new { query = Question }), await tenant.AskAsync("notes", Question)]
                )
                {
                    Assert.Contains(own, reply.Body, StringComparison.Ordinal);
                    Assert.DoesNotContain(foreign, reply.Body, StringComparison.Ordinal);
                    Assert.Equal(round == 0, reply.At("cached") is null);
                }
            }
        }

        Reply listed = await acme.SendAsync(HttpMethod.Get, "/api/v1/collections", null);
        Assert.Equal("notes", Assert.Single(listed.Array("data"))!["name"]!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, (await acme.DeleteAsync("notes", "")).Status);
        Assert.Contains("Carla", (await other.GetAsync("notes", "/documents/a/text")).Body, StringComparison.Ordinal);
        (await server.Admin().GetAsync("notes", "")).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task UsersOfOneName_AreTwoPeople_AndATokensSubjectIsAThird()
    {
        server.Secrets.Add(Password);
        RagHttp admin = server.Admin();
        foreach (string? tenant in (string?[])[null, "people"])
            Assert.Equal(HttpStatusCode.Created, (await NewUserAsync(admin, "ada", tenant, Password + tenant)).Status);
        (await NewUserAsync(server.Of("people"), "ada", null, Password)).AssertProblem(HttpStatusCode.Conflict, "conflict");
        (await NewUserAsync(server.Of("people"), "eve", "default", Password)).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "tenant"
        );
        (await NewUserAsync(admin, "eve", "No Name", Password)).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "tenant");
        (await TokenAsync("people/ada", Password)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await TokenAsync("default/ada", Password)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");

        (RagHttp Caller, string Tenant, string Principal)[] callers =
        [
            (server.Bearer((await TokenAsync("ada", Password)).Text("access_token")), "default", "local:ada"),
            (server.Bearer((await TokenAsync("People/Ada", Password + "people")).Text("access_token")), "people", "local:ada"),
            (server.Of("default", "user", "ada"), "default", "user:ada"),
            (server.Of("people", "user", "ada"), "people", "user:ada"),
        ];
        foreach ((RagHttp caller, string tenant, string principal) in callers)
        {
            Reply me = await caller.SendAsync(HttpMethod.Get, "/api/v1/me", null);
            Assert.Equal((tenant, principal, "ada"), (me.Text("tenant"), me.Text("principal"), me.Text("subject")));
        }

        // What one of them alone may see, the other of the same name does not.
        string collection = await admin.NewCollectionAsync();
        await admin.UploadJsonAsync(
            collection,
            new
            {
                id = "p",
                text = "For the person.",
                acl = new { allow = new[] { "local:ada" } },
            },
            new
            {
                id = "t",
                text = "For the token.",
                acl = new { allow = new[] { "user:ada" } },
            }
        );
        Assert.Equal(["p"], await SeenAsync(callers[0].Caller, collection));
        Assert.Equal(["t"], await SeenAsync(callers[2].Caller, collection));

        Reply users = await server.Of("people").SendAsync(HttpMethod.Get, "/api/v1/users", null);
        Assert.Equal("people", Assert.Single(users.Array("data"))!["tenant"]!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, (await admin.SendAsync(HttpMethod.Delete, "/api/v1/users/ada?tenant=people", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await callers[0].Caller.SendAsync(HttpMethod.Get, "/api/v1/me", null)).Status);
        (await admin.SendAsync(HttpMethod.Delete, "/api/v1/users/ada?tenant=people", null)).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
    }

    [Fact]
    public async Task AdministratorOfATenant_AdministersItAlone()
    {
        RagHttp acme = server.Bearer((await server.NewKeyAsync("admin", tenant: "acme-admin")).Text);
        (string foreign, _) = await server.NewKeyAsync("user", tenant: "other-admin");
        Reply made = await acme.PostAsync("/api/v1/keys", new { name = "a", role = "admin" });
        server.Secrets.Add(made.Text("key"));
        Assert.Equal("acme-admin", made.Text("tenant"));
        Assert.Equal("acme-admin", (await server.Bearer(made.Text("key")).SendAsync(HttpMethod.Get, "/api/v1/me", null)).Text("tenant"));
        (
            await acme.PostAsync(
                "/api/v1/keys",
                new
                {
                    name = "a",
                    role = "admin",
                    tenant = "default",
                }
            )
        ).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "tenant");
        JsonArray listed = (await acme.SendAsync(HttpMethod.Get, "/api/v1/keys", null)).Array("data");
        Assert.Equal(2, listed.Count);
        Assert.All(listed, key => Assert.Equal("acme-admin", key!["tenant"]!.ToString()));
        (await acme.SendAsync(HttpMethod.Delete, $"/api/v1/keys/{foreign}", null)).AssertProblem(HttpStatusCode.NotFound, "not-found");
        foreach (string path in (string[])["/metrics", "/cluster", "/api/v1/cluster", "/api/v1/audit", "/api/v1/backups", "/api/v1/tuning"])
        {
            Reply refused = await acme.SendAsync(HttpMethod.Get, path, null);
            refused.AssertProblem(HttpStatusCode.Forbidden, "forbidden");
            Assert.Contains("whole cluster", refused.Text("detail"), StringComparison.Ordinal);
        }

        // The operator sees and ends the keys of all.
        Assert.Contains(foreign, (await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/keys", null)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Admin().SendAsync(HttpMethod.Delete, $"/api/v1/keys/{foreign}", null)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("No Name")]
    [InlineData("a/b")]
    [InlineData("../default")]
    public async Task TokenWhoseTenantCanNotBe_IsNobodys(string tenant) =>
        (await server.Of(tenant).SendAsync(HttpMethod.Get, "/api/v1/me", null)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");

    private static async Task StoreAsync(RagHttp tenant, string name, string keeper)
    {
        Assert.Equal(HttpStatusCode.Created, (await tenant.PostAsync("/api/v1/collections", new { name })).Status);
        Reply stored = await tenant.UploadJsonAsync(name, new { id = "a", text = $"{keeper} keeps the lighthouse of Brevik." });
        Assert.Equal(HttpStatusCode.Created, stored.Status);
    }

    private static Task<Reply> NewUserAsync(RagHttp admin, string name, string? tenant, string password) =>
        admin.PostAsync(
            "/api/v1/users",
            new
            {
                name,
                role = "user",
                password,
                tenant,
            }
        );

    private Task<Reply> TokenAsync(string name, string password) =>
        server.Bearer(null).PostAsync("/api/v1/auth/token", new { name, password });

    private static async Task<string[]> SeenAsync(RagHttp caller, string collection) =>
        [.. (await caller.GetAsync(collection, "/documents")).Array("data").Select(document => document!["id"]!.ToString())];
}
