using System.Net;
using System.Net.Http.Json;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>People with passwords, their tokens, and the page.</summary>
public sealed class UserTests(OwnGuardedServer server) : IClassFixture<OwnGuardedServer>
{
    private const string Password = "correct horse battery staple";
    private static readonly string[] Board = ["group:board"];

    [Fact]
    public async Task User_GetsTokens_RefreshesThem_AndLosesThemWhenOneIsUsedTwice()
    {
        server.Secrets.Add(Password);
        Reply made = await server
            .Admin()
            .PostAsync(
                "/api/v1/users",
                new
                {
                    name = "Ada",
                    role = "readonly",
                    password = Password,
                }
            );
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("ada", made.Text("name"));
        Assert.Null(made.At("password"));

        Reply tokens = await TokenAsync("ADA", Password);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal((1800, "Bearer"), ((int)tokens.At("expires_in")!, tokens.Text("token_type")));
        RagHttp ada = server.Bearer(tokens.Text("access_token"));
        Assert.Equal("ada", (await ada.SendAsync(HttpMethod.Get, "/api/v1/me", null)).Text("subject"));
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.SendAsync(HttpMethod.Get, "/api/v1/users", null)).Status);

        Reply next = await RefreshAsync(tokens);
        Assert.Equal(HttpStatusCode.OK, next.Status);
        server.Secrets.AddRange([tokens.Text("refresh_token"), next.Text("refresh_token"), next.Text("access_token")]);
        (await RefreshAsync(tokens)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await RefreshAsync(next)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        await RefusedSoonAsync(server.Bearer(next.Text("access_token")));

        Reply again = await TokenAsync("ada", Password);
        Reply revoked = await server.Bearer(null).PostAsync("/api/v1/auth/revoke", new { refresh_token = again.Text("refresh_token") });
        Assert.Equal(HttpStatusCode.NoContent, revoked.Status);
        await RefusedSoonAsync(server.Bearer(again.Text("access_token")));
        Assert.All(server.Secrets, secret => Assert.DoesNotContain(secret, server.Log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GeneratedPassword_SignsAPersonIn_OnThePage()
    {
        Reply made = await server.Admin().PostAsync("/api/v1/users", new { name = "grace", role = "admin" });
        string password = made.Text("password");
        server.Secrets.Add(password);
        using FormUrlEncodedContent form = new(
            new Dictionary<string, string>
            {
                ["name"] = "grace",
                ["key"] = password,
                ["next"] = "/cluster",
            }
        );
        using HttpResponseMessage signedIn = await server.Bearer(null).Http.PostAsync("/signin", form);
        Assert.Equal("/cluster", signedIn.Headers.Location?.OriginalString);
        string cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        RagHttp page = server.With("Cookie", cookie.Split(';')[0]);
        Assert.Equal("grace", (await page.SendAsync(HttpMethod.Get, "/api/v1/me", null)).Text("subject"));
        // Another site's page sends no cookie; if it did, the gate would refuse what changes something.
        using HttpRequestMessage forged = new(HttpMethod.Delete, "/api/v1/users/grace");
        forged.Headers.Add("Sec-Fetch-Site", "cross-site");
        using HttpResponseMessage refused = await page.Http.SendAsync(forged);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Admin().SendAsync(HttpMethod.Delete, "/api/v1/users/grace", null)).Status);
        await RefusedSoonAsync(page);
    }

    [Fact]
    public async Task SigningOut_EndsTheSession_ForWhoeverHasACopyOfTheCookie()
    {
        string password = (await server.Admin().PostAsync("/api/v1/users", new { name = "hedy", role = "user" })).Text("password");
        server.Secrets.Add(password);
        using FormUrlEncodedContent form = new(new Dictionary<string, string> { ["name"] = "hedy", ["key"] = password });
        using HttpResponseMessage signedIn = await server.Bearer(null).Http.PostAsync("/signin", form);
        RagHttp page = server.With("Cookie", Assert.Single(signedIn.Headers.GetValues("Set-Cookie")).Split(';')[0]);
        Assert.Equal("hedy", (await page.SendAsync(HttpMethod.Get, "/api/v1/me", null)).Text("subject"));
        using HttpRequestMessage signOut = new(HttpMethod.Post, "/signout");
        signOut.Headers.Add("Sec-Fetch-Site", "same-origin");
        using HttpResponseMessage signedOut = await page.Http.SendAsync(signOut);
        Assert.Equal("/signin", signedOut.Headers.Location?.OriginalString);
        await RefusedSoonAsync(page);
    }

    [Fact]
    public async Task Guessing_IsThrottled_AndTellsNotWhoThereIs()
    {
        await server
            .Admin()
            .PostAsync(
                "/api/v1/users",
                new
                {
                    name = "alan",
                    role = "user",
                    password = Password,
                }
            );
        Reply wrong = await TokenAsync("alan", "a wrong password");
        Reply absent = await TokenAsync("nobody", "a wrong password");
        wrong.AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal(wrong.Text("detail"), absent.Text("detail"));
        for (int i = 0; i < 9; i++)
            await TokenAsync("alan", "a wrong password");
        // The right one does not help any more, and another name is not concerned.
        Reply refused = await TokenAsync("alan", Password);
        refused.AssertProblem(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.Contains("RateLimit: \"signin\";r=0;t=", refused.Headers, StringComparison.Ordinal);
        Assert.Contains("RateLimit-Policy: \"signin\";q=10;w=300", refused.Headers, StringComparison.Ordinal);
        Assert.Contains("Retry-After: ", refused.Headers, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync("nobody", "a wrong password")).Status);
    }

    [Fact]
    public async Task Groups_AndRole_HoldForOpenSessions()
    {
        string collection = await server.Admin().NewCollectionAsync();
        await server
            .Admin()
            .UploadJsonAsync(
                collection,
                new
                {
                    id = "a",
                    text = "The board meets in May.",
                    acl = new { allow = Board },
                }
            );
        await server.Admin().PostAsync("/api/v1/users", UserIn("kay", "readonly"));
        RagHttp kay = server.Bearer((await TokenAsync("kay", Password)).Text("access_token"));
        Assert.Equal(HttpStatusCode.NotFound, (await kay.GetAsync(collection, "/documents/a")).Status);

        await ChangeAsync(new { groups = new[] { "board" } });
        await UntilAsync(async () => (await kay.GetAsync(collection, "/documents/a")).Status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Forbidden, (await kay.DeleteAsync(collection, "/documents/a")).Status);
        await ChangeAsync(new { role = "user" });
        await UntilAsync(async () => (await kay.DeleteAsync(collection, "/documents/b")).Status != HttpStatusCode.Forbidden);
        Assert.Equal("board", (await ChangeAsync(new { role = "readonly" })).Text("groups", 0));
        (await ChangeAsync(new { groups = new[] { "a\nb" } })).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "groups[0]");

        async Task<Reply> ChangeAsync(object change) =>
            await server.Admin().SendAsync(HttpMethod.Patch, "/api/v1/users/kay", JsonContent.Create(change));
    }

    [Fact]
    public async Task OwnPassword_IsChangedByWhoKnowsIt_AndEndsTheSessions()
    {
        const string Next = "another staple of the horse";
        server.Secrets.AddRange([Password, Next]);
        await server.Admin().PostAsync("/api/v1/users", UserIn("lise", "user"));
        RagHttp before = server.Bearer((await TokenAsync("lise", Password)).Text("access_token"));
        Assert.Equal("lise", (await before.SendAsync(HttpMethod.Get, "/api/v1/me", null)).Text("subject"));
        (await ChangeAsync("a guess of somebody's", Next)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await ChangeAsync(Password, "short")).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "new_password");

        Reply changed = await ChangeAsync(Password, Next);
        Assert.Equal(
            "lise",
            (await server.Bearer(changed.Text("access_token")).SendAsync(HttpMethod.Get, "/api/v1/me", null)).Text("subject")
        );
        await RefusedSoonAsync(before);
        (await TokenAsync("lise", Password)).AssertProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.All(server.Secrets, secret => Assert.DoesNotContain(secret, server.Log, StringComparison.Ordinal));

        Task<Reply> ChangeAsync(string password, string next) =>
            server
                .Bearer(null)
                .PostAsync(
                    "/api/v1/auth/password",
                    new
                    {
                        name = "lise",
                        password,
                        new_password = next,
                    }
                );
    }

    [Fact]
    public async Task SignInThatIsNoForm_IsRefused()
    {
        (await server.Bearer(null).PostAsync("/signin", new { })).AssertProblem(
            HttpStatusCode.UnsupportedMediaType,
            "unsupported-media-type"
        );
        (await server.Bearer(null).SendAsync(HttpMethod.Post, "/signin", null)).AssertProblem(
            HttpStatusCode.UnsupportedMediaType,
            "unsupported-media-type"
        );
    }

    [Theory]
    [InlineData("", "user", Password, "name")]
    [InlineData("a b", "user", Password, "name")]
    [InlineData("anonymous", "user", Password, "name")]
    [InlineData("kurt", "root", Password, "role")]
    [InlineData("kurt", "user", "short", "password")]
    public async Task UserThatCanNotBe_IsRefused(string name, string role, string password, string field) =>
        (
            await server
                .Admin()
                .PostAsync(
                    "/api/v1/users",
                    new
                    {
                        name,
                        role,
                        password,
                    }
                )
        ).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);

    private static object UserIn(string name, string role) =>
        new
        {
            name,
            role,
            password = Password,
        };

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using CancellationTokenSource late = new(TestPatience.Max);
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
    }

    private Task<Reply> TokenAsync(string name, string password) =>
        server.Bearer(null).PostAsync("/api/v1/auth/token", new { name, password });

    private Task<Reply> RefreshAsync(Reply tokens) =>
        server.Bearer(null).PostAsync("/api/v1/auth/refresh", new { refresh_token = tokens.Text("refresh_token") });

    private static Task RefusedSoonAsync(RagHttp client) =>
        UntilAsync(async () => (await client.SendAsync(HttpMethod.Get, "/api/v1/me", null)).Status == HttpStatusCode.Unauthorized);
}
