using System.Net;
using System.Net.Http.Json;
using System.Text;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Access;

/// <summary>Who may see a document, as callers meet it.</summary>
public sealed class DocumentAccessTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private const string Secret = "The launch code of the Brevik prototype is WXK-QPZ.";

    [Fact]
    public async Task List_IsGivenReadAndChanged()
    {
        string collection = await server.Admin().NewCollectionAsync();
        RagHttp anna = Of("anna");
        Reply made = await anna.UploadJsonAsync(
            collection,
            new
            {
                id = "a",
                text = Secret,
                acl = new { allow = new[] { "user:anna", "group:staff", "user:anna" }, deny = new[] { "user:bert" } },
            }
        );
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(
            """{"allow":["group:staff","user:anna"],"deny":["user:bert"]}""",
            (await anna.GetAsync(collection, "/documents/a/acl")).Body
        );
        Assert.DoesNotContain("acl", (await anna.GetAsync(collection, "/documents/a")).Body, StringComparison.Ordinal);
        Assert.Equal("a", (await Of("carl", "staff").GetAsync(collection, "/documents/a")).Text("id"));
        // Denied as a person, whatever the group says.
        await AssertHiddenAsync(Of("bert", "staff"), collection, "a");
        await AssertHiddenAsync(Of("carl"), collection, "a");
        Assert.Equal("a", (await server.Admin().GetAsync(collection, "/documents/a")).Text("id"));

        Assert.Equal(HttpStatusCode.OK, (await PutAclAsync(anna, collection, "a", new { allow = new[] { "public" } })).Status);
        Assert.Equal(["a"], await FoundAsync(Of("carl"), collection));
        (await PutAclAsync(Of("dora"), collection, "absent", new { allow = new[] { "public" } })).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
    }

    [Fact]
    public async Task Revocation_HoldsForTheNextQuery()
    {
        string collection = await server.Admin().NewCollectionAsync(new { shards = 2 });
        RagHttp anna = Of("anna");
        RagHttp bert = Of("bert");
        await anna.UploadJsonAsync(collection, new { id = "a", text = Secret }, new { id = "b", text = "The launch is in May." });
        for (int round = 0; round < 5; round++)
        {
            // Twice, so that the second time it comes from a cache.
            Assert.Equal(["a", "b"], await FoundAsync(bert, collection));
            Assert.Equal(["a", "b"], await FoundAsync(bert, collection));
            Assert.Contains("WXK-QPZ", (await bert.AskAsync(collection, "What is the launch code?")).Body, StringComparison.Ordinal);
            await PutAclAsync(anna, collection, "a", new { allow = new[] { "user:anna" } });
            Assert.Equal(["b"], await FoundAsync(bert, collection));
            Assert.DoesNotContain("WXK-QPZ", (await bert.AskAsync(collection, "What is the launch code?")).Body, StringComparison.Ordinal);
            Assert.Equal(["a", "b"], await FoundAsync(anna, collection));
            await AssertHiddenAsync(bert, collection, "a");
            await PutAclAsync(anna, collection, "a", new { allow = new[] { "user:anna", "user:bert" } });
        }
    }

    [Fact]
    public async Task ChangeOfModel_CountsTheChunksThatTheCallerSees()
    {
        string collection = await server.Admin().NewCollectionAsync(new { model = "rag-static-en-v1" });
        string[] anna = ["user:anna"];
        await Of("anna")
            .UploadJsonAsync(
                collection,
                new
                {
                    id = "a",
                    text = Secret,
                    acl = new { allow = anna },
                },
                new
                {
                    id = "b",
                    text = "The plan is late.",
                    acl = new { allow = anna },
                },
                new { id = "c", text = "The launch is in May." }
            );
        using JsonContent body = JsonContent.Create(new { model = "rag-static-multi-v1" });
        Reply begun = await Of("bert").SendAsync(HttpMethod.Patch, $"/api/v1/collections/{collection}", body);
        Assert.Equal("1", begun.Text("model_change", "chunks_total"));
        Reply job = await Of("bert").SendAsync(HttpMethod.Get, $"/api/v1/jobs/{begun.Text("id")}", null);
        Assert.Equal("1", job.Text("model_change", "chunks_total"));
        Assert.Equal(
            "3",
            (await server.Admin().SendAsync(HttpMethod.Get, $"/api/v1/jobs/{begun.Text("id")}", null)).Text("model_change", "chunks_total")
        );
    }

    [Fact]
    public async Task Form_TakesAList()
    {
        string collection = await server.Admin().NewCollectionAsync();
        using MultipartFormDataContent form = new()
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes(Secret)), "file", "secret.txt" },
            { new StringContent("a"), "id" },
            { new StringContent("""{"allow":["group:staff"]}"""), "acl" },
        };
        Reply made = await Of("anna").SendAsync(HttpMethod.Post, $"/api/v1/collections/{collection}/documents?wait=true", form);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(["a"], await FoundAsync(Of("carl", "staff"), collection));
        // Who sends it is not let in by that.
        Assert.Empty(await FoundAsync(Of("anna"), collection));
    }

    [Fact]
    public async Task KeysAndTokens_BringGroups()
    {
        string collection = await server.Admin().NewCollectionAsync();
        await server
            .Admin()
            .UploadJsonAsync(
                collection,
                new
                {
                    id = "a",
                    text = Secret,
                    acl = new { allow = new[] { "group:g499" } },
                }
            );
        string[] groups = [.. Enumerable.Range(0, 500).Select(i => $"g{i}")];
        Assert.Equal(["a"], await FoundAsync(Of("many", groups), collection));
        Reply key = await server
            .Admin()
            .PostAsync(
                "/api/v1/keys",
                new
                {
                    name = "k",
                    role = "readonly",
                    groups,
                }
            );
        server.Secrets.Add(key.Text("key"));
        Assert.Equal(500, key.Array("groups").Count);
        Assert.Equal(["a"], await FoundAsync(server.Bearer(key.Text("key")), collection));
        (string _, string other) = await server.NewKeyAsync("readonly");
        Assert.Empty(await FoundAsync(server.Bearer(other), collection));
        (
            await server
                .Admin()
                .PostAsync(
                    "/api/v1/keys",
                    new
                    {
                        name = "k",
                        role = "readonly",
                        groups = new[] { "a\nb" },
                    }
                )
        ).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "groups[0]");
    }

    [Theory]
    [InlineData("""{"allow":["anna"]}""", "acl.allow[0]")]
    [InlineData("""{"allow":[],"deny":["public"]}""", "acl.deny[0]")]
    [InlineData("""{"allow":["user:"]}""", "acl.allow[0]")]
    [InlineData("""{"allow":["user:a\nb"]}""", "acl.allow[0]")]
    [InlineData("""{"deny":[]}""", "allow")]
    [InlineData("""{"allow":[],"owner":"anna"}""", "owner")]
    public async Task ListThatCanNotBe_IsRefused(string body, string field)
    {
        string collection = await server.Admin().NewCollectionAsync();
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        Reply refused = await server.Admin().SendAsync(HttpMethod.Put, $"/api/v1/collections/{collection}/documents/a/acl", content);
        refused.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
    }

    [Fact]
    public async Task ServersOwnKey_CanBeNeitherSetNorAskedFor()
    {
        string collection = await server.Admin().NewCollectionAsync();
        RagHttp anna = Of("anna");
        (
            await anna.PostAsync(
                $"/api/v1/collections/{collection}/documents",
                new { documents = new[] { new { text = "a", metadata = new Dictionary<string, string> { ["$acl"] = "a public" } } } }
            )
        ).AssertProblem(HttpStatusCode.BadRequest, "validation-failed");
        (
            await anna.SearchAsync(
                collection,
                new
                {
                    query = "a",
                    filters = new
                    {
                        type = "ne",
                        key = "$acl",
                        value = "x",
                    },
                }
            )
        ).AssertProblem(HttpStatusCode.BadRequest, "validation-failed");
        (await anna.SearchAsync(collection, new { query = "a", view = new { principals = new[] { "user:bert" } } })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "view"
        );
    }

    private static async Task AssertHiddenAsync(RagHttp caller, string collection, string id)
    {
        foreach (string path in new[] { "", "/text", "/content", "/chunks", "/acl" })
        {
            Reply hidden = await caller.GetAsync(collection, $"/documents/{id}{path}");
            Reply absent = await caller.GetAsync(collection, $"/documents/absent{path}");
            hidden.AssertProblem(HttpStatusCode.NotFound, "not-found");
            Assert.Equal(absent.Text("detail").Replace("absent", id, StringComparison.Ordinal), hidden.Text("detail"));
        }

        (await caller.GetAsync(collection, $"/chunks/{id}-1-0")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await caller.DeleteAsync(collection, $"/documents/{id}")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await PutAclAsync(caller, collection, id, new { allow = new[] { "public" } })).AssertProblem(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain(id, await FoundAsync(caller, collection));
        Assert.DoesNotContain((await caller.GetAsync(collection, "/documents")).Array("data"), listed => listed!["id"]!.ToString() == id);
    }

    private static async Task<string[]> FoundAsync(RagHttp caller, string collection)
    {
        Reply found = await caller.SearchAsync(collection, new { query = "launch code" });
        return [.. found.Array("results").Select(passage => passage!["document_id"]!.ToString()).Order(StringComparer.Ordinal)];
    }

    private static Task<Reply> PutAclAsync(RagHttp caller, string collection, string id, object acl) =>
        caller.SendAsync(HttpMethod.Put, $"/api/v1/collections/{collection}/documents/{id}/acl", JsonContent.Create(acl));

    private RagHttp Of(string user, params string[] groups) => server.Bearer(GuardedServer.Token("user", 600, user, groups));
}
