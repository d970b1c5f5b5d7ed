using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>What is asked is kept where the query log is on, shown to a tenant's administrators and erased with the person.</summary>
public sealed class QueryLogTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    [Fact]
    public async Task SearchesAndQuestions_AreLogged_WithWhoAskedAndWhatCameOfIt()
    {
        RagHttp admin = server.Of("kept");
        RagHttp ada = server.Of("kept", "user", "ada");
        string collection = await admin.NewCollectionAsync();
        await admin.UploadTextAsync(collection, "mill.txt", "The mill of Brevik is lit at nine o'clock in the evening.");
        await ada.SearchAsync(collection, new { query = "mill" });
        await ada.PostAsync($"/api/v1/collections/{collection}/ask", new { query = "When is the mill of Brevik lit?" });
        await ada.PostAsync($"/api/v1/collections/{collection}/ask", new { query = "Who invented the telephone?" });
        JsonNode[] logged = await LoggedAsync(admin, collection, 3);
        Assert.Equal(
            [("Who invented the telephone?", "refused"), ("When is the mill of Brevik lit?", "answered"), ("mill", "found")],
            logged.Select(entry => (Text(entry, "query"), Text(entry, "ending")))
        );
        Assert.All(logged, entry => Assert.Equal("user:ada", Text(entry, "subject")));

        Reply refused = await admin.SendAsync(HttpMethod.Get, $"/api/v1/queries?collection={collection}&ending=refused", null);
        Assert.Equal("Who invented the telephone?", Text(Assert.Single(refused.Array("data"))!, "query"));
        Reply first = await admin.SendAsync(HttpMethod.Get, $"/api/v1/queries?collection={collection}&limit=2", null);
        Reply second = await admin.SendAsync(
            HttpMethod.Get,
            $"/api/v1/queries?collection={collection}&limit=2&before={first.Text("last_id")}",
            null
        );
        Assert.Equal((2, "mill"), (first.Array("data").Count, Text(Assert.Single(second.Array("data"))!, "query")));

        Reply months = await admin.SendAsync(HttpMethod.Get, "/api/v1/queries/months", null);
        Assert.Equal(("true", "13"), (months.Text("is_on"), months.Text("months_retained")));
        JsonNode month = Assert.Single(months.Array("data"))!;
        Assert.Equal(("1", "1", "1"), (Text(month, "found"), Text(month, "answered"), Text(month, "refused")));
        Assert.Equal($"{Text(logged[0], "at")[..7]}", Text(month, "month"));
    }

    [Fact]
    public async Task Person_IsExportedAndErased()
    {
        RagHttp admin = server.Of("gone");
        string collection = await admin.NewCollectionAsync();
        await server.Of("gone", "user", "eva").SearchAsync(collection, new { query = "of eva" });
        await server.Of("gone", "user", "finn").SearchAsync(collection, new { query = "of finn" });
        await LoggedAsync(admin, collection, 2);
        Reply export = await server.Admin().SendAsync(HttpMethod.Get, "/api/v1/subjects/user:eva/export?tenant=gone", null);
        Assert.Equal("of eva", Text(Assert.Single(export.Array("query_log"))!, "query"));
        Reply receipt = await server.Admin().SendAsync(HttpMethod.Delete, "/api/v1/subjects/user:eva?tenant=gone", null);
        Assert.Equal("1", receipt.Text("logged_queries"));
        Assert.Equal("of finn", Text(Assert.Single(await LoggedAsync(admin, collection, 1)), "query"));
    }

    [Fact]
    public async Task OthersMayNotRead_AndATenantSeesItsOwn()
    {
        RagHttp admin = server.Of("own");
        string collection = await admin.NewCollectionAsync();
        await admin.SearchAsync(collection, new { query = "of own" });
        await LoggedAsync(admin, collection, 1);
        foreach (string path in (string[])["/api/v1/queries", "/api/v1/queries/months"])
        {
            (await server.Of("own", "user").SendAsync(HttpMethod.Get, path, null)).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
            (await server.Of("foreign").SendAsync(HttpMethod.Get, $"{path}?tenant=own", null)).AssertProblem(
                HttpStatusCode.BadRequest,
                "validation-failed",
                "tenant"
            );
            Assert.Empty((await server.Of("foreign").SendAsync(HttpMethod.Get, path, null)).Array("data"));
            Assert.Single((await server.Admin().SendAsync(HttpMethod.Get, $"{path}?tenant=own", null)).Array("data"));
        }
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("month=november", "month")]
    [InlineData("month=2026-13", "month")]
    [InlineData("ending=2", "ending")]
    [InlineData("ending=unknown", "ending")]
    [InlineData("before=12", "before")]
    [InlineData("tenant=No Tenant", "tenant")]
    public async Task WhatCanNotBe_IsRefused(string query, string parameter) =>
        (await server.Admin().SendAsync(HttpMethod.Get, $"/api/v1/queries?{query}", null)).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            parameter
        );

    // A query is in the log some time after its answer.
    private static async Task<JsonNode[]> LoggedAsync(RagHttp admin, string collection, int count)
    {
        using CancellationTokenSource late = new(TestPatience.Max);
        while (true)
        {
            Reply page = await admin.SendAsync(HttpMethod.Get, $"/api/v1/queries?collection={collection}", null);
            if (page.Array("data").Count >= count)
                return [.. page.Array("data").Select(entry => entry!)];
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
        }
    }

    private static string Text(JsonNode entry, string name) => entry[name]!.ToString();
}
