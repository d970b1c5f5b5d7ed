using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>What is kept of a person is given to them and erased, with a receipt.</summary>
public sealed class SubjectTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private const string Password = "correct horse battery staple";
    private const string Content = "The lantern at the gate is lit at nine in the evening.";

    [Fact]
    public async Task Person_IsExportedAndErased_AndNobodyElse()
    {
        RagHttp ada = await SignInAsync("ada.subject");
        RagHttp bert = await SignInAsync("bert.subject");
        string own = await SendFileAsync(ada);
        string other = await SendFileAsync(bert);
        using HttpRequestMessage write = new(HttpMethod.Post, "/api/v1/collections")
        {
            Content = JsonContent.Create(new { name = $"c{Guid.NewGuid():N}" }),
        };
        write.Headers.Add("Idempotency-Key", "of-ada");
        (await ada.Http.SendAsync(write)).Dispose();

        Reply export = await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/subjects/local:Ada.Subject/export", null);
        Assert.Equal(HttpStatusCode.OK, export.Status);
        Assert.Equal(("ada.subject", "user"), (export.Text("account", "name"), export.Text("account", "role")));
        JsonNode file = Assert.Single(export.Array("files"))!;
        Assert.Equal(own, file["id"]!.ToString());
        Assert.Equal(Content, Encoding.UTF8.GetString(Convert.FromBase64String(file["content"]!.ToString())));
        Assert.DoesNotContain(Password, export.Body, StringComparison.Ordinal);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(export.Body)));

        Reply receipt = await server.Admin().SendAsync(HttpMethod.Delete, "/api/v1/subjects/local:ada.subject", null);
        Assert.Equal(HttpStatusCode.OK, receipt.Status);
        Assert.Equal(hash, receipt.Text("export_sha256"));
        Assert.Equal(
            ("1", "1", "0", "1", "54"),
            (receipt.Text("accounts"), receipt.Text("sessions"), receipt.Text("keys"), receipt.Text("files"), receipt.Text("file_bytes"))
        );
        Assert.Contains(receipt.Array("remaining"), left => left!["kind"]!.ToString() == "audit_entries");
        await AuditedAsync($"local:ada.subject: export sha256 {hash}");
        await AuditedAsync(
            $"files 1 (54 bytes), queries 0, documents 0 deleted and 0 unnamed, repeated answers 1, logged queries 0; export sha256 {hash}"
        );

        (await SignInReplyAsync("ada.subject")).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Reply again = await server.Admin().SendAsync(HttpMethod.Delete, "/api/v1/subjects/local:ada.subject", null);
        Assert.Equal(("0", "0"), (again.Text("accounts"), again.Text("files")));
        Assert.Equal(HttpStatusCode.OK, (await bert.SendAsync(HttpMethod.Get, $"/v1/files/{other}", null)).Status);
        Assert.Equal("true", (await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/audit/verification", null)).Text("is_whole"));
    }

    [Theory]
    [InlineData("", 0, 2, HttpStatusCode.OK)]
    [InlineData("&documents=keep", 0, 2, HttpStatusCode.OK)]
    [InlineData("&documents=delete", 2, 0, HttpStatusCode.NotFound)]
    public async Task DocumentsThatTheySent_AreExported_AndDeletedOrUnnamed(string asked, int deleted, int unnamed, HttpStatusCode after)
    {
        string collection = await server.Of("acme").NewCollectionAsync();
        (RagHttp eva, RagHttp finn) = (server.Of("acme", "user", "eva"), server.Of("acme", "user", "finn"));
        await SendAsync(eva, "a", "The mill stands by the river.");
        await SendAsync(eva, "b", "The bridge is closed in winter.");
        await SendAsync(finn, "c", "The inn has nine rooms.");
        // The same again is no version of another sender.
        await SendAsync(finn, "a", "The mill stands by the river.");
        await SendAsync(finn, "d", "The forge is cold.");
        await SendAsync(eva, "d", "The forge is lit.");
        await SendAsync(finn, "d", "The forge is sold.");

        Reply export = await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/subjects/user:eva/export?tenant=acme", null);
        Assert.Equal(["a", "b"], export.Array("documents").Select(document => document!["id"]!.ToString()));
        Assert.DoesNotContain("$by", (await eva.GetAsync(collection, "/documents/a")).Body, StringComparison.Ordinal);
        Reply receipt = await server.Admin().SendAsync(HttpMethod.Delete, $"/api/v1/subjects/user:eva?tenant=acme{asked}", null);
        Assert.Equal(
            (FormattableString.Invariant($"{deleted}"), FormattableString.Invariant($"{unnamed}")),
            (receipt.Text("documents_deleted"), receipt.Text("documents_unnamed"))
        );
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(export.Body))), receipt.Text("export_sha256"));

        Assert.Equal(after, (await finn.GetAsync(collection, "/documents/a")).Status);
        Assert.Equal(HttpStatusCode.OK, (await finn.GetAsync(collection, "/documents/d")).Status);
        export = await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/subjects/user:eva/export?tenant=acme", null);
        Assert.Empty(export.Array("documents"));
        export = await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/subjects/user:finn/export?tenant=acme", null);
        Assert.Equal(["c", "d"], export.Array("documents").Where(IsHere).Select(document => document!["id"]!.ToString()));

        bool IsHere(JsonNode? document) => document!["collection"]!.ToString() == collection;
        // An export has the titles, which a document gets when it is indexed.
        async Task SendAsync(RagHttp sender, string id, string text) =>
            Assert.Equal(HttpStatusCode.Created, (await sender.UploadJsonAsync(collection, new { id, text })).Status);
    }

    [Fact]
    public async Task SendersName_IsNoMetadataOfAClient() =>
        (
            await server
                .Admin()
                .PostAsync(
                    $"/api/v1/collections/{await server.Admin().NewCollectionAsync()}/documents",
                    new
                    {
                        documents = new[]
                        {
                            new { text = "The mill.", metadata = new Dictionary<string, string> { ["$by"] = "user:eva" } },
                        },
                    }
                )
        ).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "documents[0].metadata.$by");

    [Fact]
    public async Task Key_IsErased()
    {
        (string id, string text) = await server.NewKeyAsync("user");
        await SendFileAsync(server.Bearer(text));
        Reply receipt = await server.Admin().SendAsync(HttpMethod.Delete, $"/api/v1/subjects/key:{id}", null);
        Assert.Equal(("0", "1", "1"), (receipt.Text("accounts"), receipt.Text("keys"), receipt.Text("files")));
        Assert.DoesNotContain(
            (await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/keys", null)).Array("data"),
            key => key!["id"]!.ToString() == id
        );
    }

    [Fact]
    public async Task PersonOfATenant_IsErased_AndNobodyOfTheSameNameElsewhere()
    {
        RagHttp here = await SignInAsync("ada.twice");
        RagHttp there = await SignInAsync("ada.twice", "acme");
        RagHttp token = server.Of("acme", "user", "ada.twice");
        string kept = await SendFileAsync(here);
        string gone = await SendFileAsync(there);
        string issued = await SendFileAsync(token);

        Reply export = await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/subjects/local:ada.twice/export?tenant=acme", null);
        Assert.Equal(("acme/local:ada.twice", "ada.twice"), (export.Text("subject"), export.Text("account", "name")));
        Assert.Equal(gone, Assert.Single(export.Array("files"))!["id"]!.ToString());
        Reply receipt = await server.Admin().SendAsync(HttpMethod.Delete, "/api/v1/subjects/local:ada.twice?tenant=acme", null);
        Assert.Equal(
            ("acme/local:ada.twice", "1", "1", "1"),
            (receipt.Text("subject"), receipt.Text("accounts"), receipt.Text("sessions"), receipt.Text("files"))
        );

        (await SignInReplyAsync("acme/ada.twice")).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal(HttpStatusCode.OK, (await SignInReplyAsync("ada.twice")).Status);
        Assert.Equal(HttpStatusCode.OK, (await here.SendAsync(HttpMethod.Get, $"/v1/files/{kept}", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await token.SendAsync(HttpMethod.Get, $"/v1/files/{issued}", null)).Status);

        receipt = await server.Admin().SendAsync(HttpMethod.Delete, "/api/v1/subjects/user:ada.twice?tenant=acme", null);
        Assert.Equal(("0", "1"), (receipt.Text("accounts"), receipt.Text("files")));
        Assert.Equal(HttpStatusCode.NotFound, (await token.SendAsync(HttpMethod.Get, $"/v1/files/{issued}", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await here.SendAsync(HttpMethod.Get, $"/v1/files/{kept}", null)).Status);
    }

    [Fact]
    public async Task KeyOfATenant_IsErasedUnderItsTenantAlone()
    {
        (string id, string text) = await server.NewKeyAsync("user", tenant: "acme");
        await SendFileAsync(server.Bearer(text));
        Reply nothing = await server.Admin().SendAsync(HttpMethod.Delete, $"/api/v1/subjects/key:{id}", null);
        Assert.Equal(("0", "0"), (nothing.Text("keys"), nothing.Text("files")));
        Reply receipt = await server.Admin().SendAsync(HttpMethod.Delete, $"/api/v1/subjects/key:{id}?tenant=acme", null);
        Assert.Equal(("1", "1"), (receipt.Text("keys"), receipt.Text("files")));
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("local:")]
    [InlineData("group:staff")]
    [InlineData("key:not-an-id")]
    [InlineData("acme:local:ada")]
    public async Task NameThatIsNoPrincipal_IsRefused(string subject) =>
        (await server.Admin().SendAsync(HttpMethod.Delete, $"/api/v1/subjects/{subject}", null)).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "subject"
        );

    [Fact]
    public async Task Others_MayNotAsk()
    {
        (string id, string text) = await server.NewKeyAsync("user");
        foreach (RagHttp caller in (RagHttp[])[server.Bearer(text), server.Of("acme", "user"), server.Of("acme")])
        {
            foreach (string tenant in (string[])["", "?tenant=acme"])
            {
                (await caller.SendAsync(HttpMethod.Get, $"/api/v1/subjects/key:{id}/export{tenant}", null)).AssertProblem(
                    HttpStatusCode.Forbidden,
                    "forbidden"
                );
                (await caller.SendAsync(HttpMethod.Delete, $"/api/v1/subjects/key:{id}{tenant}", null)).AssertProblem(
                    HttpStatusCode.Forbidden,
                    "forbidden"
                );
            }
        }
    }

    private async Task<RagHttp> SignInAsync(string name, string? tenant = null)
    {
        Reply made = await server
            .Admin()
            .PostAsync(
                "/api/v1/users",
                new
                {
                    name,
                    role = "user",
                    password = Password,
                    tenant,
                }
            );
        Assert.Equal(HttpStatusCode.Created, made.Status);
        return server.Bearer((await SignInReplyAsync(tenant is null ? name : $"{tenant}/{name}")).Text("access_token"));
    }

    private Task<Reply> SignInReplyAsync(string name) =>
        server.Bearer(null).PostAsync("/api/v1/auth/token", new { name, password = Password });

    private static async Task<string> SendFileAsync(RagHttp client)
    {
        using MultipartFormDataContent form = new()
        {
            { new StringContent("user_data"), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(Content)), "file", "gate.txt" },
        };
        return (await client.SendAsync(HttpMethod.Post, "/v1/files", form)).Text("id");
    }

    // The log is written within about a second.
    private async Task AuditedAsync(string text)
    {
        using CancellationTokenSource late = new(TestPatience.Max);
        while (
            !(await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/audit?limit=100", null)).Body.Contains(text, StringComparison.Ordinal)
        )
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
    }
}
