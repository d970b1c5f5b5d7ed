using System.Net;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Access;

/// <summary>People with passwords, their tokens, and the page.</summary>
public sealed class UserTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private const string Password = "correct horse battery staple";

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
        (await TokenAsync("alan", Password)).AssertProblem(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync("nobody", "a wrong password")).Status);
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

    private Task<Reply> TokenAsync(string name, string password) =>
        server.Bearer(null).PostAsync("/api/v1/auth/token", new { name, password });

    private Task<Reply> RefreshAsync(Reply tokens) =>
        server.Bearer(null).PostAsync("/api/v1/auth/refresh", new { refresh_token = tokens.Text("refresh_token") });

    private static async Task RefusedSoonAsync(RagHttp client)
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(60));
        while ((await client.SendAsync(HttpMethod.Get, "/api/v1/me", null)).Status != HttpStatusCode.Unauthorized)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
    }
}
