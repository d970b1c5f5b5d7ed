using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests;

/// <summary>A setting that can't work stops the start with a line that names it.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("RAG__Ingest__Parallelism", "0")]
    [InlineData("RAG__Api__DocumentBytesMax", "0")]
    [InlineData("RAG__Api__DocumentsPerRequestMax", "many")]
    [InlineData("RAG__Api__WaitMax", "soon")]
    [InlineData("RAG__Inference__Device", "tpu")]
    [InlineData("RAG__Chat__Endpoint", "not an address")]
    [InlineData("RAG__Storage__QueueLimit", "0")]
    [InlineData("RAG__Grounding__SentencesMax", "99")]
    [InlineData("RAG__Cache__L2Entries", "0")]
    [InlineData("CACHE_SIZE_L3", "many")]
    [InlineData("CACHE_EVICTION_POLICY", "fifo")]
    [InlineData("RAG__Planner__RecordsMax", "0")]
    [InlineData("QUANTUM_COHERENCE_TIME", "-1")]
    [InlineData("RAG__Shards__SnapshotBucket", "snapshots")]
    public async Task ImpossibleSetting_IsNamed(string setting, string value)
    {
        using TempFolder data = new();
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(data.FullPath, new Dictionary<string, string> { [setting] = value });
        Assert.Equal(1, exitCode);
        Assert.Contains(setting, log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another", S3Server.SecretKey, "NoSuchBucket")]
    [InlineData(S3Server.Bucket, "another-secret", "SignatureDoesNotMatch")]
    public async Task BucketThatCanNotBeUsed_IsReportedAndStopsNobody(string bucket, string secret, string cause)
    {
        await using S3Server server = new();
        using TempFolder data = new();
        Dictionary<string, string> settings = new()
        {
            ["RAG__Shards__SnapshotBucket"] = bucket,
            ["RAG__Shards__SnapshotEndpoint"] = server.Address.AbsoluteUri,
            ["RAG__Shards__SnapshotAccessKey"] = S3Server.AccessKey,
            ["RAG__Shards__SnapshotSecretKey"] = secret,
        };
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath, settings);
        using CancellationTokenSource late = new(TestPatience.Max);
        while (!silo.Log.Contains("The snapshot store can't be used", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
        Assert.Contains(cause, silo.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, silo.Log, StringComparison.Ordinal);
        Server.RagHttp rag = new(silo.Http);
        string collection = await rag.NewCollectionAsync();
        await rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
        Assert.Single((await rag.SearchAsync(collection, new { query = "lantern gate" })).Array("results"));
    }

    [Fact]
    public async Task FolderThatAnotherServerUses_IsRefused()
    {
        using TempFolder data = new();
        await using SiloProcess first = await SiloProcess.StartAsync(data.FullPath);
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(data.FullPath, new Dictionary<string, string>());
        Assert.Equal(1, exitCode);
        Assert.Contains(data.FullPath, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingNodeJs_IsNamed()
    {
        using TempFolder data = new();
        using TempFolder empty = new();
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(
            data.FullPath,
            new Dictionary<string, string> { ["PATH"] = empty.FullPath }
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("Node.js", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_KeepsEverything()
    {
        using TempFolder data = new();
        string collection;
        await using (SiloProcess first = await SiloProcess.StartAsync(data.FullPath))
        {
            Server.RagHttp rag = new(first.Http);
            collection = await rag.NewCollectionAsync();
            await rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
        }

        await using SiloProcess second = await SiloProcess.StartAsync(data.FullPath);
        Server.Reply found = await new Server.RagHttp(second.Http).SearchAsync(collection, new { query = "lantern gate" });
        Assert.Single(found.Array("results"));
    }

    [Fact]
    public async Task HomeFolder_IsLeftAlone()
    {
        using TempFolder data = new();
        using TempFolder home = new();
        Dictionary<string, string> settings = new() { ["HOME"] = home.FullPath, ["XDG_CACHE_HOME"] = "" };
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath, settings);
        Server.RagHttp rag = new(silo.Http);
        string collection = await rag.NewCollectionAsync();
        await rag.UploadTextAsync(collection, "a.txt", "The lantern hangs above the gate.");
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.FullPath, "*", SearchOption.AllDirectories));
    }
}
