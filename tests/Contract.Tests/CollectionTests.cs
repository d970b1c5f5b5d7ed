using System.Net;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

public sealed class CollectionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task NewCollection_IsListedAndEmpty()
    {
        string name = await server.Rag.NewCollectionAsync(new { description = "tests" });
        Reply reply = await server.Rag.GetAsync(name, "");
        Assert.Equal("tests", reply.Text("description"));
        Assert.Equal("0", reply.Text("documents"));
        Assert.NotEmpty(reply.Text("model"));
        // What the built-in model reads at once; see docs/measurements.
        Assert.Equal("512", reply.Text("chunk_tokens_max"));
        Reply all = await server.Rag.SendAsync(HttpMethod.Get, "/api/v1/collections", null);
        Assert.Contains(all.Array("data"), c => c!["name"]!.ToString() == name);
    }

    [Fact]
    public async Task ExistingName_IsAConflict()
    {
        string name = await server.Rag.NewCollectionAsync();
        (await server.Rag.PostAsync("/api/v1/collections", new { name })).AssertProblem(HttpStatusCode.Conflict, "conflict");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("with space")]
    [InlineData("../up")]
    [InlineData("-begins-with-hyphen")]
    public async Task ImpossibleName_IsRefusedNamingTheField(string name) =>
        (await server.Rag.PostAsync("/api/v1/collections", new { name })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "name"
        );

    [Theory]
    [InlineData("shards", 0)]
    [InlineData("shards", 65)]
    [InlineData("replicas", 9)]
    [InlineData("chunk_tokens_max", 5)]
    [InlineData("chunk_overlap_tokens", 300)]
    [InlineData("title_boost", 0)]
    [InlineData("heading_boost", 101)]
    public async Task SettingOutOfRange_IsRefusedNamingTheField(string setting, int value)
    {
        Dictionary<string, object> body = new() { ["name"] = "settings-test", [setting] = value };
        (await server.Rag.PostAsync("/api/v1/collections", body)).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", setting);
    }

    [Fact]
    public async Task UnknownModel_IsRefused() =>
        (await server.Rag.PostAsync("/api/v1/collections", new { name = "model-test", model = "no-such-model" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "model"
        );

    [Fact]
    public async Task UnknownLanguage_IsRefusedNamingThoseThatThereAre()
    {
        Reply refused = await server.Rag.PostAsync("/api/v1/collections", new { name = "language-test", language = "klingon" });
        refused.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "language");
        Assert.Contains("en, de, fr", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewCollection_SaysHowItsTextsAreRead()
    {
        Reply english = await server.Rag.GetAsync(await server.Rag.NewCollectionAsync(), "");
        Assert.Equal(
            ("en", "true", "3", "1"),
            (english.Text("language"), english.Text("stop_words"), english.Text("title_boost"), english.Text("heading_boost"))
        );
        Reply german = await server.Rag.GetAsync(
            await server.Rag.NewCollectionAsync(
                new
                {
                    language = "German",
                    stop_words = false,
                    title_boost = 4,
                }
            ),
            ""
        );
        Assert.Equal(("de", "false", "4"), (german.Text("language"), german.Text("stop_words"), german.Text("title_boost")));
    }

    [Fact]
    public async Task VectorBits_AreOffUnlessAskedFor()
    {
        Reply without = await server.Rag.GetAsync(await server.Rag.NewCollectionAsync(), "");
        Reply with = await server.Rag.GetAsync(await server.Rag.NewCollectionAsync(new { vector_bits = true }), "");
        Assert.Equal(("false", "true"), (without.Text("vector_bits"), with.Text("vector_bits")));
        (await server.Rag.PostAsync("/api/v1/collections", new { name = "bits-test", vector_bits = "yes" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "vector_bits"
        );
    }

    [Fact]
    public async Task UnknownMember_IsRefused() =>
        (await server.Rag.PostAsync("/api/v1/collections", new { name = "member-test", colour = "red" })).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed"
        );

    [Fact]
    public async Task UnknownCollection_IsNotFoundEverywhere()
    {
        (await server.Rag.GetAsync("nowhere", "")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.GetAsync("nowhere", "/documents")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.GetAsync("nowhere", "/shards")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.SearchAsync("nowhere", new { query = "x" })).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.AskAsync("nowhere", "x")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.PostAsync("/api/v1/collections/nowhere/ask", new { query = "x", stream = true })).AssertProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        (await server.Rag.UploadAsync("nowhere", ("a.txt", "text"u8.ToArray()))).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.DeleteAsync("nowhere", "")).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task CollectionThatWasNeverUsed_CanBeDeleted()
    {
        string name = await server.Rag.NewCollectionAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await server.Rag.DeleteAsync(name, "")).Status);
        (await server.Rag.DeleteAsync(name, "")).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task DeletedCollection_CanBeCreatedAnewAndIsEmpty()
    {
        string name = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(name, "a.txt", "The lighthouse of Norderney was finished in 1874.");
        Assert.Equal(HttpStatusCode.NoContent, (await server.Rag.DeleteAsync(name, "")).Status);
        Assert.Equal(HttpStatusCode.Created, (await server.Rag.PostAsync("/api/v1/collections", new { name })).Status);
        Assert.Empty((await server.Rag.SearchAsync(name, new { query = "lighthouse" })).Array("results"));
        await server.Rag.UploadTextAsync(name, "b.txt", "The lighthouse of Borkum was finished in 1879.");
        Assert.Contains(
            "1879",
            (await server.Rag.SearchAsync(name, new { query = "lighthouse" })).Text("results", 0, "text"),
            StringComparison.Ordinal
        );
    }

    // The list of shards once waited for the map of the activation after the one that a deletion had ended, which waited for the list.
    [Fact]
    public async Task ShardsListedDuringDeletions_HoldUpNeither()
    {
        const string name = "made-and-deleted";
        using CancellationTokenSource done = new();
        Task<List<HttpStatusCode>> listing = Task.Run(async () =>
        {
            List<HttpStatusCode> seen = [];
            while (!done.IsCancellationRequested)
                seen.Add((await UntilReachedAsync(() => server.Rag.GetAsync(name, "/shards"))).Reply.Status);
            return seen;
        });
        for (int i = 0; i < 200; i++)
        {
            (Reply made, bool isRepeated) = await UntilReachedAsync(() => server.Rag.PostAsync("/api/v1/collections", new { name }));
            // What was asked again may have been done by the call before.
            Assert.True(made.Status == HttpStatusCode.Created || (isRepeated && made.Status == HttpStatusCode.Conflict), made.Body);
            (Reply deleted, isRepeated) = await UntilReachedAsync(() => server.Rag.DeleteAsync(name, ""));
            Assert.True(
                deleted.Status == HttpStatusCode.NoContent || (isRepeated && deleted.Status == HttpStatusCode.NotFound),
                deleted.Body
            );
        }

        await done.CancelAsync();
        Assert.All(await listing, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NotFound, status.ToString()));
    }

    // An activation that ends hands a call on to the next a few times only. A call that is held up says that it got no answer in time.
    private static async Task<(Reply Reply, bool IsRepeated)> UntilReachedAsync(Func<Task<Reply>> ask)
    {
        Reply reply = await ask();
        bool isRepeated = false;
        while (
            reply.Status == HttpStatusCode.ServiceUnavailable && reply.Text("detail").Contains("can't be reached", StringComparison.Ordinal)
        )
        {
            isRepeated = true;
            reply = await ask();
        }

        return (reply, isRepeated);
    }
}
