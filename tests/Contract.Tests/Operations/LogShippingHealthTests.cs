using System.Net;
using System.Net.Http.Json;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>
/// A server whose place for backups is away says so, refuses writes that it could not ship, and goes on when the place is back.
/// </summary>
public sealed class LogShippingHealthTests
{
    [Fact]
    public async Task PlaceThatIsAway_IsDegraded_AndWellAgainWhenItIsBack()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.File("backups"));
        // Where a folder has to be, so that nothing can be written below it, whoever runs the test.
        string inTheWay = Path.Combine(folder.File("backups"), "log");
        await File.WriteAllTextAsync(inTheWay, "");
        Dictionary<string, string> settings = new()
        {
            ["RAG__Backup__Folder"] = folder.File("backups"),
            ["RAG__Backup__LogShipping"] = "Acknowledged",
        };
        await using SiloProcess silo = await SiloProcess.StartAsync(folder.File("data"), settings);
        RagHttp rag = new(silo.Http);
        using HttpResponseMessage refused = await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("log-not-shipped", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Reply degraded = await UntilAsync(rag, "degraded");
        Assert.Contains("Writes get 503", degraded.Text("checks", "log_shipping", "detail"), StringComparison.Ordinal);
        File.Delete(inTheWay);
        await UntilAsync(rag, "ok");
        await rag.UploadTextAsync(await rag.NewCollectionAsync(), "pump.txt", "The pump gives nine bars.");
    }

    private static async Task<Reply> UntilAsync(RagHttp rag, string status)
    {
        using CancellationTokenSource deadline = new(TestPatience.Max);
        while (true)
        {
            Reply health = await rag.SendAsync(HttpMethod.Get, "/health?verbose", null);
            Assert.Equal(HttpStatusCode.OK, health.Status);
            if (health.Text("checks", "log_shipping", "status") == status)
                return health;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }
}
