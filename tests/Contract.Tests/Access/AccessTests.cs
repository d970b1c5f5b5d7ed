using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>Who gets in, and to what.</summary>
public sealed partial class AccessTests(OwnGuardedServer server) : IClassFixture<OwnGuardedServer>
{
    private static readonly TimeSpan RevokedWithin = TimeSpan.FromSeconds(1);

    // What each role may do, written down a second time: a change of the program's own table must be meant.
    private static readonly Dictionary<string, string[]> Roles = new()
    {
        ["metrics"] = ["metrics:read"],
        ["readonly"] = ["documents:read", "query:execute", "generate:execute"],
        ["user"] = ["documents:read", "documents:write", "documents:delete", "query:execute", "generate:execute"],
        ["admin"] =
        [
            "documents:read",
            "documents:write",
            "documents:delete",
            "query:execute",
            "generate:execute",
            "models:manage",
            "metrics:read",
            "system:admin",
        ],
    };

    [Fact]
    public async Task EachOperation_LetsInWhoHasItsPermissionAndNobodyElse()
    {
        JsonObject paths = (await server.Admin().SendAsync(HttpMethod.Get, "/openapi/v1.json", null)).At("paths")!.AsObject();
        (string Caller, RagHttp Client, string[]? May)[] callers =
        [
            ("nobody", server.Bearer(null), null),
            ("a key that nobody made", server.Bearer("sk-rag-abcdefgh-01234567890123456789012345678901"), null),
            ("no key at all", server.Bearer("nonsense"), null),
            ("a token that is over", server.Bearer(GuardedServer.Token("admin", -3600)), null),
            ("a token without a role", server.Bearer(GuardedServer.Token("stranger", 600)), []),
            ("a token", server.Bearer(GuardedServer.Token("readonly", 600)), Roles["readonly"]),
            ("the scraper", server.Scraper(), Roles["metrics"]),
            ("the administrator", server.Admin(), Roles["admin"]),
            .. await Task.WhenAll(
                Roles.Select(async role => ($"a key of {role.Key}", server.Bearer((await server.NewKeyAsync(role.Key)).Text), role.Value))
            ),
        ];
        List<string> wrong = [];
        int asked = 0;
        foreach ((string path, JsonNode? methods) in paths)
        {
            foreach ((string method, JsonNode? operation) in methods!.AsObject())
            {
                if (operation!["x-permission"]?.ToString() is not { } needed)
                {
                    wrong.Add($"{method} {path} says nothing of what it needs");
                    continue;
                }

                foreach ((string caller, RagHttp client, string[]? may) in callers)
                {
                    int status = await StatusAsync(client, method, Parameter().Replace(path, "absent"));
                    bool isRight =
                        needed == "none" ? status is not (401 or 403)
                        : may is null ? status == 401
                        : may.Contains(needed) ? status is not (401 or 403)
                        : status == 403;
                    asked++;
                    if (!isRight)
                        wrong.Add($"{method} {path} ({needed}) by {caller}: {status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(asked > 500, $"Only {asked} requests were made: the description is not whole.");
    }

    [Theory]
    [InlineData("/", "query:execute")]
    [InlineData("/cluster", "system:admin")]
    [InlineData("/plans", "system:admin")]
    [InlineData("/docs", "system:admin")]
    [InlineData("/openapi/v1.json", "system:admin")]
    [InlineData("/metrics", "metrics:read")]
    public async Task WhatIsNotInTheDescription_IsGuardedToo(string path, string needed)
    {
        Assert.Equal(401, await StatusAsync(server.Bearer(null), "get", path));
        foreach ((string role, string[] may) in Roles)
        {
            RagHttp client = server.Bearer((await server.NewKeyAsync(role)).Text);
            Assert.Equal(may.Contains(needed) ? 200 : 403, await StatusAsync(client, "get", path));
        }
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/health")]
    [InlineData("/signin")]
    [InlineData("/assets/theme.css")]
    public async Task WhatTellsNothing_IsForEverybody(string path) =>
        Assert.Equal(200, await StatusAsync(server.Bearer(null), "get", path));

    [Fact]
    public async Task Refusals_AreProblems()
    {
        Reply nobody = await server.Bearer(null).SendAsync(HttpMethod.Get, "/api/v1/collections", null);
        nobody.AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Reply scraper = await server.Scraper().SendAsync(HttpMethod.Get, "/api/v1/collections", null);
        scraper.AssertProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Contains("documents:read", scraper.Text("detail"), StringComparison.Ordinal);
        Reply openAi = await server.Bearer("nonsense").PostAsync("/v1/embeddings", new { input = "text" });
        Assert.Equal("authentication_error", openAi.Text("error", "type"));
        Assert.Equal(404, await StatusAsync(server.Bearer(null), "get", "/nothing"));
    }

    [Theory]
    [InlineData("x-api-key", "{0}")]
    [InlineData("api-key", "{0}")]
    [InlineData("Authorization", "bearer {0}")]
    [InlineData("Cookie", "rag-key={0}")]
    public async Task EachHeader_IsUnderstood(string header, string form)
    {
        (string id, string text) = await server.NewKeyAsync("readonly");
        RagHttp client = server.With(header, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, text));
        Assert.Equal(id, (await client.SendAsync(HttpMethod.Get, "/api/v1/me", null)).Text("subject"));
    }

    [Fact]
    public async Task RevokedKey_IsSoonTakenNoMore()
    {
        (string id, string text) = await server.NewKeyAsync("user");
        RagHttp client = server.Bearer(text);
        Assert.Equal(200, await StatusAsync(client, "get", "/api/v1/me"));
        Assert.Equal(204, await StatusAsync(server.Admin(), "delete", $"/api/v1/keys/{id}"));
        long revoked = TimeProvider.System.GetTimestamp();
        while (await StatusAsync(client, "get", "/api/v1/me") != 401)
        {
            PromisedTime.AssertMet(RevokedWithin, TimeProvider.System.GetElapsedTime(revoked), "A revoked key is refused");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        Assert.Equal(404, await StatusAsync(server.Admin(), "delete", $"/api/v1/keys/{id}"));
    }

    [Fact]
    public async Task RotatedKey_IsTakenInBothForms()
    {
        (string id, string former) = await server.NewKeyAsync("readonly");
        Reply rotated = await server.Admin().SendAsync(HttpMethod.Post, $"/api/v1/keys/{id}/rotate", null);
        string next = rotated.Text("key");
        server.Secrets.Add(next);
        Assert.NotEqual(former, next);
        Assert.Equal(200, await StatusAsync(server.Bearer(next), "get", "/api/v1/me"));
        Assert.Equal(200, await StatusAsync(server.Bearer(former), "get", "/api/v1/me"));
    }

    [Fact]
    public async Task KeyThatEnds_IsTakenNoMore()
    {
        (_, string text) = await server.NewKeyAsync("readonly", TimeProvider.System.GetUtcNow().AddSeconds(2));
        using CancellationTokenSource late = new(TestPatience.Max);
        while (await StatusAsync(server.Bearer(text), "get", "/api/v1/me") != 401)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
    }

    [Fact]
    public async Task KeysThatCanNotBe_AreRefused()
    {
        (await server.Admin().PostAsync("/api/v1/keys", new { name = "", role = "user" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "name"
        );
        (await server.Admin().PostAsync("/api/v1/keys", new { name = "a", role = "root" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "role"
        );
        (
            await server
                .Admin()
                .PostAsync(
                    "/api/v1/keys",
                    new
                    {
                        name = "a",
                        role = "user",
                        expires_at = "2001-01-01T00:00:00Z",
                    }
                )
        ).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "expires_at");
    }

    [Fact]
    public async Task Person_SignsInByAForm()
    {
        using HttpRequestMessage open = new(HttpMethod.Get, "/cluster");
        open.Headers.Accept.ParseAdd("text/html");
        using HttpResponseMessage led = await server.Bearer(null).Http.SendAsync(open);
        Assert.Equal("/signin?next=%2Fcluster", led.Headers.Location?.OriginalString);

        (_, string text) = await server.NewKeyAsync("admin");
        using HttpResponseMessage signedIn = await SignInAsync(text, "/cluster");
        Assert.Equal("/cluster", signedIn.Headers.Location?.OriginalString);
        string cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(200, await StatusAsync(server.With("Cookie", cookie.Split(';')[0]), "get", "/cluster"));
    }

    [Theory]
    [InlineData("https://attacker.example/")]
    [InlineData("//attacker.example")]
    [InlineData("/\\attacker.example")]
    [InlineData("/\t/attacker.example")]
    [InlineData("")]
    public async Task SigningIn_LeadsNowhereElse(string next)
    {
        (_, string text) = await server.NewKeyAsync("readonly");
        using HttpResponseMessage signedIn = await SignInAsync(text, next);
        Assert.Equal("/", signedIn.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task WrongKey_SignsNobodyIn()
    {
        using HttpResponseMessage refused = await SignInAsync("nonsense", "/");
        Assert.StartsWith("/signin?wrong", refused.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Secrets_AreNowhere()
    {
        (string id, string text) = await server.NewKeyAsync("user");
        Assert.Equal(200, await StatusAsync(server.Bearer(text), "get", "/api/v1/me"));
        RagHttp admin = server.Admin();
        string[] bodies =
        [
            (await admin.SendAsync(HttpMethod.Get, "/api/v1/keys", null)).Body,
            (await admin.SendAsync(HttpMethod.Get, "/metrics", null)).Body,
            (await admin.SendAsync(HttpMethod.Get, "/api/v1/cluster", null)).Body,
            (await admin.SendAsync(HttpMethod.Get, "/api/v1/cluster/grains/apikeys", null)).Body,
            (await server.Bearer(text + "x").SendAsync(HttpMethod.Get, "/api/v1/me", null)).Body,
        ];
        Assert.Contains(id, bodies[0], StringComparison.Ordinal);
        foreach (string secret in server.Secrets)
        {
            Assert.DoesNotContain(secret, server.Log, StringComparison.Ordinal);
            Assert.All(bodies, body => Assert.DoesNotContain(secret, body, StringComparison.Ordinal));
        }
    }

    private async Task<HttpResponseMessage> SignInAsync(string key, string next)
    {
        using FormUrlEncodedContent form = new(new Dictionary<string, string> { ["key"] = key, ["next"] = next });
        return await server.Bearer(null).Http.PostAsync("/signin", form);
    }

    private static async Task<int> StatusAsync(RagHttp client, string method, string path)
    {
        using HttpRequestMessage request = new(new HttpMethod(method.ToUpperInvariant()), path);
        // A stream of events has no end.
        using HttpResponseMessage response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
