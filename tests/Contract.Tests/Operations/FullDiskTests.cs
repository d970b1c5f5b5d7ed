using System.Net;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>
/// A server on a full disk answers, deletes, says that it is degraded, and takes documents again when there is space, without a restart.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    private const int DiskMebibytes = 64;
    private const string Api = "/api/v1/collections";
    private const string Text = "The boiler holds two litres and needs a new gasket each spring.";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FullDisk_RefusesUploads_AnswersAndDeletes_AndGoesOnWhenThereIsSpace()
    {
        using SmallDisk? disk = SmallDisk.TryMount(DiskMebibytes);
        if (disk is null)
            return;
        await using SiloProcess silo = await SiloProcess.StartAsync(disk.FullPath);
        RagHttp rag = new(silo.Http);
        string collection = await rag.NewCollectionAsync();
        string document = await rag.UploadTextAsync(collection, "boiler.txt", Text);
        await RequireHealthAsync(rag, "ok");
        disk.Fill();
        await RequireHealthAsync(rag, "degraded");
        await RequireRefusalAsync(rag, collection);
        Reply found = await rag.SearchAsync(collection, new { query = "boiler", cache = false });
        Assert.Equal((HttpStatusCode.OK, 1), (found.Status, found.Array("results").Count));
        Assert.Equal(HttpStatusCode.NoContent, (await rag.DeleteAsync(collection, $"/documents/{document}")).Status);
        disk.Free();
        await RequireHealthAsync(rag, "ok");
        await rag.UploadTextAsync(collection, "pump.txt", "The pump gives nine bars.");
        Assert.False(silo.HasExited);
    }

    // The same answers where no disk can be mounted: any disk is nearly full from so small a share on.
    [Fact]
    public async Task NearlyFullDisk_RefusesUploads_AndDeletes()
    {
        string collection,
            document;
        await using (SiloProcess roomy = await SiloProcess.StartAsync(_folder.FullPath))
        {
            RagHttp before = new(roomy.Http);
            collection = await before.NewCollectionAsync();
            document = await before.UploadTextAsync(collection, "boiler.txt", Text);
        }

        await using SiloProcess silo = await SiloProcess.StartAsync(
            _folder.FullPath,
            new Dictionary<string, string> { ["RAG__Storage__DiskShareMax"] = "0.000001" }
        );
        RagHttp rag = new(silo.Http);
        await RequireHealthAsync(rag, "degraded");
        await RequireRefusalAsync(rag, collection);
        Assert.Equal(HttpStatusCode.NoContent, (await rag.DeleteAsync(collection, $"/documents/{document}")).Status);
    }

    // The disk is not looked at more than once a second.
    private static async Task RequireHealthAsync(RagHttp rag, string status)
    {
        using CancellationTokenSource deadline = new(TestPatience.Max);
        foreach (string path in (string[])["/health", "/ready"])
        {
            Reply health;
            while ((health = await rag.SendAsync(HttpMethod.Get, $"{path}?verbose", null)).Text("checks", "disk", "status") != status)
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
            Assert.Equal((HttpStatusCode.OK, status), (health.Status, health.Text("status")));
        }
    }

    private static async Task RequireRefusalAsync(RagHttp rag, string collection)
    {
        Reply refused = await rag.UploadFormAsync($"{Api}/{collection}/documents", ("new.txt", "Something new."u8.ToArray()));
        refused.AssertProblem(HttpStatusCode.InsufficientStorage, "storage-full");
    }
}
