using System.ClientModel;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpenAI;
using OpenAI.Files;
using OpenAI.VectorStores;
using RagCluster.Contract.Tests.Access;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

#pragma warning disable OPENAI001 // The client has no other way to vector stores.

namespace RagCluster.Contract.Tests.Faces;

/// <summary><c>/v1/files</c> and <c>/v1/vector_stores</c>, with OpenAI's own clients and by hand.</summary>
public sealed class FileTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private const string Text = "The lantern at the gate is lit at nine in the evening. The mill stands still on Sundays.";

    [Fact]
    public async Task DotNetClient_KeepsAFileAndMakesADocumentOfIt()
    {
        (_, string key) = await server.NewKeyAsync("user");
        OpenAIFileClient files = new(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = Endpoint() });
        VectorStoreClient stores = new(new ApiKeyCredential(key), new VectorStoreClientOptions { Endpoint = Endpoint() });
        OpenAIFile file = await files.UploadFileAsync(BinaryData.FromString(Text), "town.txt", FileUploadPurpose.Assistants);
        Assert.Equal("town.txt", file.Filename);
        BinaryData content = await files.DownloadFileAsync(file.Id);
        Assert.Equal(Text, content.ToString());
        OpenAIFileCollection all = await files.GetFilesAsync();
        Assert.Contains(all, listed => listed.Id == file.Id);

        VectorStore store = await stores.CreateVectorStoreAsync(
            new VectorStoreCreationOptions
            {
                Name = "A town",
                FileIds = { file.Id },
                ChunkingStrategy = FileChunkingStrategy.CreateStaticStrategy(200, 20),
                ExpirationPolicy = new VectorStoreExpirationPolicy(VectorStoreExpirationAnchor.LastActiveAt, 7),
            }
        );
        Assert.Equal("A town", store.Name);
        Assert.Equal(7, (store.ExpiresAt!.Value - store.LastActiveAt!.Value).Days);
        VectorStoreFile indexed = await IndexedAsync(stores, store.Id, file.Id);
        Assert.Equal(VectorStoreFileStatus.Completed, indexed.Status);
        using BinaryContent query = BinaryContent.Create(BinaryData.FromObjectAsJson(new { query = "When is the lantern lit?" }));
        ClientResult found = await stores.SearchVectorStoreAsync(store.Id, query);
        JsonNode page = JsonNode.Parse(found.GetRawResponse().Content.ToString())!;
        Assert.Equal(file.Id, page["data"]![0]!["file_id"]!.ToString());
        Assert.Equal("town.txt", page["data"]![0]!["filename"]!.ToString());
        Assert.InRange(page["data"]![0]!["score"]!.GetValue<double>(), 0, 1);

        VectorStoreFileBatch batch = await stores.AddFileBatchToVectorStoreAsync(store.Id, [file.Id]);
        Assert.Equal(1, batch.FileCounts.Total);
        Assert.Equal(batch.BatchId, (await stores.GetVectorStoreFileBatchAsync(store.Id, batch.BatchId)).Value.BatchId);
        FileFromStoreRemovalResult removed = await stores.RemoveFileFromVectorStoreAsync(store.Id, file.Id);
        Assert.True(removed.Removed);
        Assert.Empty(await stores.GetVectorStoreFilesAsync(store.Id).ToListAsync());
        Assert.True((await stores.DeleteVectorStoreAsync(store.Id)).Value.Deleted);
        Assert.True((await files.DeleteFileAsync(file.Id)).Value.Deleted);
        ClientResultException gone = await Assert.ThrowsAsync<ClientResultException>(() => files.GetFileAsync(file.Id));
        Assert.Equal(404, gone.Status);
    }

    [Fact]
    public async Task Files_AreSeenByTheirSenderAlone()
    {
        RagHttp sender = server.Bearer((await server.NewKeyAsync("user")).Text);
        RagHttp other = server.Bearer((await server.NewKeyAsync("user")).Text);
        string id = (await UploadAsync(sender, "mine.txt", Text, "user_data")).Text("id");
        Assert.Single((await sender.SendAsync(HttpMethod.Get, "/v1/files", null)).Array("data"));
        Assert.Empty((await other.SendAsync(HttpMethod.Get, "/v1/files", null)).Array("data"));
        foreach (string path in new[] { $"/v1/files/{id}", $"/v1/files/{id}/content" })
            (await other.SendAsync(HttpMethod.Get, path, null)).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await other.SendAsync(HttpMethod.Delete, $"/v1/files/{id}", null)).AssertProblem(HttpStatusCode.NotFound, "not-found");
        string collection = await server.Admin().NewCollectionAsync();
        Reply stolen = await other.PostAsync($"/v1/vector_stores/{collection}/files", new { file_id = id });
        stolen.AssertProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal("invalid_request_error", stolen.Text("error", "type"));
        RagHttp reader = server.Bearer((await server.NewKeyAsync("readonly")).Text);
        (await UploadAsync(reader, "a.txt", Text, "user_data")).AssertProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task ListsGoOn_BehindWhatWasDeleted()
    {
        RagHttp caller = server.Bearer((await server.NewKeyAsync("user")).Text);
        List<string> files = [];
        for (int i = 0; i < 4; i++)
        {
            files.Add((await UploadAsync(caller, $"{i}.txt", Text, "user_data")).Text("id"));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        Reply first = await caller.SendAsync(HttpMethod.Get, "/v1/files?order=asc&limit=2", null);
        Assert.Equal(files[..2], Ids(first));
        await caller.SendAsync(HttpMethod.Delete, $"/v1/files/{files[1]}", null);
        Assert.Equal(files[2..], Ids(await caller.SendAsync(HttpMethod.Get, $"/v1/files?order=asc&after={files[1]}", null)));
        Assert.Equal([files[0]], Ids(await caller.SendAsync(HttpMethod.Get, $"/v1/files?after={files[1]}", null)));
        Reply before = await caller.SendAsync(HttpMethod.Get, $"/v1/files?order=asc&limit=1&before={files[3]}", null);
        Assert.Equal([files[2]], Ids(before));
        Assert.Equal("true", before.Text("has_more"));
        (await caller.SendAsync(HttpMethod.Get, "/v1/files?after=file-none", null)).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "after"
        );
    }

    [Fact]
    public async Task FilesOfAStore_AreListedBothWays()
    {
        RagHttp admin = server.Admin();
        string collection = await admin.NewCollectionAsync();
        await admin.UploadJsonAsync(
            collection,
            new { id = "a", text = Text },
            new { id = "b", text = "B." },
            new { id = "c", text = "C." }
        );
        Assert.Equal(["c", "b"], await ListAsync("order=desc&limit=2"));
        Assert.Equal(["a"], await ListAsync("order=desc&after=b"));
        Assert.Equal(["b"], await ListAsync("before=c&limit=1"));
        Assert.Equal(["c"], await ListAsync("order=desc&before=b"));
        Assert.Empty(await ListAsync("filter=cancelled"));

        async Task<string[]> ListAsync(string query) =>
            Ids(await admin.SendAsync(HttpMethod.Get, $"/v1/vector_stores/{collection}/files?{query}", null));
    }

    [Fact]
    public async Task StoreWhoseFilesAreMissing_IsNotLeftBehind_AndItsExpiryCanEnd()
    {
        RagHttp admin = server.Admin();
        string name = Guid.NewGuid().ToString("N");
        Reply refused = await admin.PostAsync("/v1/vector_stores", new { name, file_ids = new[] { $"file-{new string('0', 32)}" } });
        refused.AssertProblem(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain(name, (await admin.SendAsync(HttpMethod.Get, "/v1/vector_stores", null)).Body, StringComparison.Ordinal);

        Reply made = await admin.PostAsync("/v1/vector_stores", new { name, expires_after = new { anchor = "last_active_at", days = 7 } });
        string path = $"/v1/vector_stores/{made.Text("id")}";
        Assert.Equal("7", (await admin.PostAsync(path, new { name = "other" })).Text("expires_after", "days"));
        Assert.Null((await admin.PostAsync(path, new { expires_after = (object?)null })).At("expires_after"));
    }

    private static string[] Ids(Reply list) => [.. list.Array("data").Select(entry => entry!["id"]!.ToString())];

    [Fact]
    public async Task WrongInput_NamesItsField()
    {
        RagHttp admin = server.Admin();
        string collection = await admin.NewCollectionAsync();
        (await UploadAsync(admin, "a.txt", Text, "nonsense")).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "purpose");
        (await UploadAsync(admin, "../a.txt", Text, "evals")).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "file");
        (await UploadAsync(admin, "a.txt", "", "evals")).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "file");
        (string Path, object Body, string Field)[] wrong =
        [
            ("/v1/vector_stores", new { expires_after = new { anchor = "created_at", days = 1 } }, "expires_after"),
            ("/v1/vector_stores", new { chunking_strategy = new { type = "nonsense" } }, "chunking_strategy"),
            (
                "/v1/vector_stores",
                new
                {
                    chunking_strategy = new { type = "static", @static = new { max_chunk_size_tokens = 4096, chunk_overlap_tokens = 0 } },
                },
                "chunking_strategy.static.max_chunk_size_tokens"
            ),
            (
                "/v1/responses",
                new
                {
                    model = collection,
                    input = "a",
                    text = new { format = new { type = "json_object" } },
                },
                "text.format"
            ),
            (
                "/v1/responses",
                new
                {
                    model = collection,
                    input = "a",
                    conversation = "conv_1",
                },
                "conversation"
            ),
            (
                "/v1/responses",
                new
                {
                    model = collection,
                    input = "a",
                    prompt = new { id = "x" },
                },
                "prompt"
            ),
            ("/v1/vector_stores", new { metadata = new { a = new[] { 1 } } }, "metadata.a"),
            ($"/v1/vector_stores/{collection}/files", new { attributes = new { } }, "file_id"),
            ($"/v1/vector_stores/{collection}/file_batches", new { }, "file_ids"),
            ($"/v1/vector_stores/{collection}/search", new { query = 1 }, "query"),
            ($"/v1/vector_stores/{collection}/search", new { query = "a", max_num_results = 51 }, "max_num_results"),
            ($"/v1/vector_stores/{collection}/search", new { query = "a", filters = new { type = "nonsense" } }, "filters.type"),
            ("/v1/vector_stores/Not A Name/search", new { query = "a" }, "vector_store_id"),
        ];
        foreach ((string path, object body, string field) in wrong)
        {
            Reply reply = await admin.PostAsync(path, body);
            reply.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", field);
            Assert.Equal(field, reply.Text("error", "param"));
        }
    }

    private Uri Endpoint() => new(server.Admin().Http.BaseAddress!, "v1");

    private static async Task<VectorStoreFile> IndexedAsync(VectorStoreClient stores, string store, string file)
    {
        using CancellationTokenSource late = new(TestPatience.Max);
        while (true)
        {
            VectorStoreFile found = await stores.GetVectorStoreFileAsync(store, file);
            if (found.Status != VectorStoreFileStatus.InProgress)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
        }
    }

    private static async Task<Reply> UploadAsync(RagHttp client, string name, string text, string purpose)
    {
        using MultipartFormDataContent form = new()
        {
            { new StringContent(purpose), "purpose" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name },
        };
        return await client.SendAsync(HttpMethod.Post, "/v1/files", form);
    }
}
