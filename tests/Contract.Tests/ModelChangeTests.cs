using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using RagCluster.Cli;
using RagCluster.Cli.Client;
using RagCluster.Cli.Commands;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>The change of a collection's model over HTTP, and over the death of the process.</summary>
public sealed class ModelChangeTests : IAsyncLifetime
{
    private const string Other = SampleModel.Name;
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["RAG__ModelChange__RetirementTime"] = "00:00:02",
        ["RAG__Ingest__SweepPeriod"] = "00:00:01",
    };

    private readonly TempFolder _data = new();
    private SiloProcess? _silo;
    private RagHttp _rag = null!;

    public async Task InitializeAsync()
    {
        await StartAsync();
        using MultipartFormDataContent form = await SampleModel.FormAsync();
        Assert.Equal(HttpStatusCode.Created, (await _rag.SendAsync(HttpMethod.Post, "/api/v1/models", form)).Status);
    }

    public async Task DisposeAsync()
    {
        await _silo!.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task ChangedModel_AnswersAndTheJobSaysHowFarItIs()
    {
        string collection = await FilledAsync(20);
        Reply accepted = await PatchAsync(collection, Other);
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal(
            (Other, "rag-static-en-v1"),
            (accepted.Text("model_change", "model"), accepted.Text("model_change", "previous_model"))
        );
        Reply done = await FinishedAsync(accepted.Text("id"));
        Assert.Equal(
            ("completed", "done", "20", "20"),
            (
                done.Text("status"),
                done.Text("model_change", "step"),
                done.Text("model_change", "chunks_done"),
                done.Text("model_change", "chunks_total")
            )
        );
        Reply after = await _rag.GetAsync(collection, "");
        Assert.Equal(Other, after.Text("model"));
        Assert.DoesNotContain("model_change", after.Body, StringComparison.Ordinal);
        Assert.Equal("0", (await _rag.GetAsync(collection, "/shards")).Text("data", 0, "shard"));
        Reply found = await _rag.SearchAsync(collection, new { query = "number7", mode = "hybrid" });
        Assert.Contains("number7", found.Text("results", 0, "text"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await PatchAsync(collection, Other)).Status);
        (await CancelAsync(accepted.Text("id"))).AssertProblem(HttpStatusCode.Conflict, "model-changed");
    }

    [Fact]
    public async Task DamagedFile_IsNamedAndNotLoaded()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync("verify")).Status);
        string file = Assert.Single(Directory.GetFiles(Path.Combine(_data.FullPath, "models"), "*.onnx", SearchOption.AllDirectories));
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        foreach (string verb in (string[])["verify", "load"])
        {
            Reply refused = await PostAsync(verb);
            refused.AssertProblem(HttpStatusCode.ServiceUnavailable, "model-unavailable");
            Assert.Contains(Path.GetFileName(file), refused.Text("detail"), StringComparison.Ordinal);
        }

        Task<Reply> PostAsync(string verb) => _rag.SendAsync(HttpMethod.Post, $"/api/v1/models/{Other}/{verb}", null);
    }

    [Fact]
    public async Task Command_ChangesTheModelAndFollowsIt()
    {
        string collection = await FilledAsync(20);
        Assert.Equal(ExitCodes.Ok, await CommandAsync(collection, "--to", Other));
        Assert.Equal(Other, (await _rag.GetAsync(collection, "")).Text("model"));
        // There is nothing to cancel: the new model answers.
        await Assert.ThrowsAsync<RagClientException>(() => CommandAsync(collection, "--cancel"));
        Assert.Equal(ExitCodes.Ok, await CommandAsync(collection));
        await Assert.ThrowsAsync<RagClientException>(() => CommandAsync(collection, "--to", "no-such-model"));
    }

    [Fact]
    public async Task CancelledChange_KeepsTheOldModel()
    {
        int documents = 250;
        // A small collection has changed before it can be cancelled.
        while (!await IsCancelledInTimeAsync(documents))
        {
            documents *= 4;
            Assert.True(documents <= 16_000, "No change could be cancelled.");
        }
    }

    [Fact]
    public async Task KilledProcess_GoesOnAfterItsRestart()
    {
        string collection = await FilledAsync(1_000);
        string job = (await PatchAsync(collection, Other)).Text("id");
        await UntilAsync(async () => (await JobAsync(job)).Text("model_change", "chunks_done") != "0");
        await _silo!.KillAsync();
        await _silo.DisposeAsync();
        await StartAsync();
        Reply found = await JobAsync(job);
        Assert.NotEqual("0", found.Text("model_change", "chunks_done"));
        Reply done = await FinishedAsync(job);
        Assert.Equal(("completed", "1000"), (done.Text("status"), done.Text("model_change", "chunks_done")));
        Assert.Equal(Other, (await _rag.GetAsync(collection, "")).Text("model"));
        // A replica reads its log when it is first asked for.
        await UntilAsync(async () => (await _rag.GetAsync(collection, "/shards")).Text("data", 0, "chunks") == "1000");
    }

    [Fact]
    public async Task ImpossibleChange_IsAProblem()
    {
        string collection = await _rag.NewCollectionAsync();
        (await PatchAsync(collection, "no-such-model")).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "model");
        (await PatchAsync(collection, "")).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "model");
        (await PatchAsync("no-such-collection", Other)).AssertProblem(HttpStatusCode.NotFound, "not-found");
        Reply upload = await _rag.UploadJsonAsync(collection, new { text = "A note." });
        (await CancelAsync(upload.Text("id"))).AssertProblem(HttpStatusCode.Conflict, "conflict");
    }

    private async Task<bool> IsCancelledInTimeAsync(int documents)
    {
        string collection = await FilledAsync(documents);
        string job = (await PatchAsync(collection, Other)).Text("id");
        Reply changing = await _rag.GetAsync(collection, "");
        Reply again = await PatchAsync(collection, Other);
        Reply cancelled = await CancelAsync(job);
        if (cancelled.Status == HttpStatusCode.Conflict)
        {
            cancelled.AssertProblem(HttpStatusCode.Conflict, "model-changed");
            return false;
        }

        Assert.Equal(HttpStatusCode.Accepted, cancelled.Status);
        Assert.Equal(
            (Other, "building", job),
            (changing.Text("model_change", "model"), changing.Text("model_change", "status"), changing.Text("model_change", "job_id"))
        );
        again.AssertProblem(HttpStatusCode.Conflict, "model-changing");
        Assert.Equal("cancelled", (await FinishedAsync(job)).Text("status"));
        Assert.Equal("rag-static-en-v1", (await _rag.GetAsync(collection, "")).Text("model"));
        return true;
    }

    private async Task StartAsync()
    {
        _silo = await SiloProcess.StartAsync(_data.FullPath, Settings);
        _rag = new RagHttp(_silo.Http);
    }

    private async Task<string> FilledAsync(int documents)
    {
        string collection = await _rag.NewCollectionAsync();
        foreach (int[] part in Enumerable.Range(0, documents).Chunk(250))
            Assert.Equal(
                HttpStatusCode.Created,
                (
                    await _rag.UploadJsonAsync(
                        collection,
                        [.. part.Select(i => new { text = $"The note number{i} tells of {i * 37 % 101} rivers." })]
                    )
                ).Status
            );
        return collection;
    }

    private Task<Reply> PatchAsync(string collection, string model) =>
        _rag.SendAsync(HttpMethod.Patch, $"/api/v1/collections/{collection}", JsonContent.Create(new { model }));

    private Task<Reply> CancelAsync(string job) => _rag.SendAsync(HttpMethod.Delete, $"/api/v1/jobs/{job}", null);

    private Task<Reply> JobAsync(string job) => _rag.SendAsync(HttpMethod.Get, $"/api/v1/jobs/{job}", null);

    private async Task<Reply> FinishedAsync(string job)
    {
        Reply reply = await JobAsync(job);
        await UntilAsync(async () => (reply = await JobAsync(job)).Text("status") != "running");
        return reply;
    }

    private async Task<int> CommandAsync(string collection, params string[] options)
    {
        Globals globals = new();
        RootCommand root = [CollectionsCommand.Create(globals)];
        root.Options.Add(globals.Server);
        root.Options.Add(globals.ApiKey);
        root.Options.Add(globals.Json);
        ParseResult parse = root.Parse(["collections", "model", collection, .. options, "--server", _silo!.Http.BaseAddress!.ToString()]);
        Assert.Empty(parse.Errors);
        return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource end = new(TestPatience.Max);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        while (!await condition())
            await timer.WaitForNextTickAsync(end.Token);
    }
}
