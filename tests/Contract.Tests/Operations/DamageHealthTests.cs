using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>Health says that something stored is damaged for as long as it is.</summary>
public sealed class DamageHealthTests
{
    private const string Text = "The lighthouse of Punta Alta stands on a rock of grey basalt.";

    [Fact]
    public async Task DamagedContent_DegradesHealth_UntilItIsSentAgain()
    {
        using TempFolder folder = new();
        await using (SiloProcess before = await SiloProcess.StartAsync(folder.File("data")))
        {
            (await before.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" })).EnsureSuccessStatusCode();
            await SendAsync(before.Http);
            before.Signal("TERM");
            Assert.True(await before.WaitForExitAsync(TestPatience.Max));
        }

        Erase(Path.Combine(folder.File("data"), "ragcluster.db"), "lighthouse of Punta Alta"u8);
        await using SiloProcess silo = await SiloProcess.StartAsync(folder.File("data"));
        RagHttp rag = new(silo.Http);
        Assert.Equal("degraded", await ReadStatusAsync(rag));
        await SendAsync(silo.Http);
        long began = Stopwatch.GetTimestamp();
        while (await ReadStatusAsync(rag) != "ok")
        {
            Assert.True(
                Stopwatch.GetElapsedTime(began) < TestPatience.Max,
                (await rag.SendAsync(HttpMethod.Get, "/health?verbose", null)).Body
            );
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    [Fact]
    public async Task FileInThePlaceOfTheIndex_IsNamedWithoutTheServersPath()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.File("data"));
        await File.WriteAllTextAsync(Path.Combine(folder.File("data"), "shards"), "note");
        await using SiloProcess silo = await SiloProcess.StartAsync(folder.File("data"));
        RagHttp rag = new(silo.Http);
        (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" })).EnsureSuccessStatusCode();
        using HttpResponseMessage refused = await silo.Http.PostAsJsonAsync("/api/v1/collections/c/search", new { query = "lighthouse" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Reply health = await rag.SendAsync(HttpMethod.Get, "/health?verbose", null);
        string detail = health.Text("checks", "damage", "detail");
        Assert.Contains("'shards' is a file", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.FullPath, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("damages of stored data", detail, StringComparison.Ordinal);
    }

    private static async Task SendAsync(HttpClient http)
    {
        object[] documents = [new { name = "a.txt", text = Text }];
        (await http.PostAsJsonAsync("/api/v1/collections/c/documents?wait=true", new { documents })).EnsureSuccessStatusCode();
    }

    private static async Task<string> ReadStatusAsync(RagHttp rag)
    {
        Reply health = await rag.SendAsync(HttpMethod.Get, "/health?verbose", null);
        Assert.Equal(HttpStatusCode.OK, health.Status);
        return health.Text("checks", "damage", "status");
    }

    // Many bits of each place where it stands, so that no checksum leads back to it.
    private static void Erase(string database, ReadOnlySpan<byte> text)
    {
        byte[] file = File.ReadAllBytes(database);
        int places = 0;
        for (int at = file.AsSpan().IndexOf(text); at >= 0; at = file.AsSpan().IndexOf(text))
        {
            file.AsSpan(at, text.Length).Clear();
            places++;
        }

        Assert.NotEqual(0, places);
        File.WriteAllBytes(database, file);
    }
}
