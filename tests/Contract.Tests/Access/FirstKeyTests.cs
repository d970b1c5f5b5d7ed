using System.Net.Http.Json;
using System.Text.RegularExpressions;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>The first start of a server that asks for credentials, and settings that can't work.</summary>
public sealed partial class FirstKeyTests
{
    private static readonly Dictionary<string, string> Guarded = new() { ["RAG__Auth__Required"] = "true" };

    [Fact]
    public async Task FirstStart_PrintsAKeyOnce()
    {
        using TempFolder data = new();
        string key;
        await using (SiloProcess first = await SiloProcess.StartAsync(data.FullPath, Guarded))
        {
            using CancellationTokenSource late = new(TestPatience.Max);
            while (!Key().IsMatch(first.Log))
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
            key = Key().Match(first.Log).Value;
            Assert.Equal(200, await StatusAsync(first, key));
            first.Signal("TERM");
            Assert.True(await first.WaitForExitAsync(TestPatience.Max), first.Log);
        }

        await using SiloProcess second = await SiloProcess.StartAsync(data.FullPath, Guarded);
        Assert.Equal(200, await StatusAsync(second, key));
        Assert.DoesNotMatch(Key(), second.Log);
    }

    [Fact]
    public async Task OnTheLoopbackAddress_NobodyIsAsked()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath);
        Assert.Equal(200, await StatusAsync(silo, null));
        // A client of OpenAI's API sends some key in any case.
        Assert.Equal(200, await StatusAsync(silo, "sk-anything"));
        Assert.DoesNotMatch(Key(), silo.Log);
    }

    [Fact]
    public async Task OpenToOthers_IsWarnedOf()
    {
        using TempFolder data = new();
        Dictionary<string, string> open = new() { ["RAG__Auth__Required"] = "false", ["RAG__Api__Proxies"] = "127.0.0.1" };
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath, open);
        Assert.Equal(200, await StatusAsync(silo, null));
        using CancellationTokenSource late = new(TestPatience.Max);
        while (!silo.Log.Contains("RAG__Auth__Required is false", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
    }

    [Fact]
    public async Task KeyThatIsNoAdministrators_LeavesTheFirstKeyToBeMade()
    {
        using TempFolder data = new();
        await using (SiloProcess open = await SiloProcess.StartAsync(data.FullPath))
        {
            using HttpResponseMessage made = await open.Http.PostAsJsonAsync("/api/v1/keys", new { name = "reader", role = "readonly" });
            Assert.Equal(201, (int)made.StatusCode);
            open.Signal("TERM");
            Assert.True(await open.WaitForExitAsync(TestPatience.Max), open.Log);
        }

        await using SiloProcess guarded = await SiloProcess.StartAsync(data.FullPath, Guarded);
        using CancellationTokenSource late = new(TestPatience.Max);
        while (!Key().IsMatch(guarded.Log))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
    }

    [Fact]
    public async Task BehindAProxy_EverybodyIsAsked()
    {
        using TempFolder data = new();
        Dictionary<string, string> behind = new() { ["RAG__Api__Proxies"] = "127.0.0.1" };
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath, behind);
        Assert.Equal(401, await StatusAsync(silo, null));
    }

    [Theory]
    [InlineData("RAG__Auth__AdminKey", "short", "RAG__Auth__AdminKey")]
    [InlineData("RAG__Auth__AdminKeyFile", "/absent", "RAG__Auth__AdminKeyFile")]
    [InlineData("RAG__Auth__ScrapeKey", "short", "RAG__Auth__ScrapeKey")]
    [InlineData("RAG__Auth__Jwt__Secret", "a secret of more than thirty-two bytes", "RAG__Auth__Jwt__Issuer")]
    [InlineData("RAG__Auth__Jwt__Authority", "htp://u:a secret of@host/?k=a secret of", "RAG__Auth__Jwt__Authority is 'htp://…@host/?…'")]
    [InlineData("RAG__Chat__Endpoint", "http://u:a secret of/@host/v1", "RAG__Chat__Endpoint is 'http://…@host/v1'")]
    [InlineData("RAG__Chat__Endpoint", "u:a secret of@host/v1", "RAG__Chat__Endpoint is '…@host/v1'")]
    [InlineData("RAG__Tracing__Endpoint", "htp://u:a secret of@host", "RAG__Tracing__Endpoint is 'htp://…@host'")]
    [InlineData("RAG__Auth__Required", "perhaps", "RAG__Auth__Required can't be read as true or false")]
    public async Task SettingThatCanNotWork_IsNamed(string setting, string value, string named)
    {
        using TempFolder data = new();
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(data.FullPath, new Dictionary<string, string> { [setting] = value });
        Assert.Equal(1, exitCode);
        Assert.Contains(named, log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret of", log, StringComparison.Ordinal);
    }

    private static async Task<int> StatusAsync(SiloProcess silo, string? key)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/collections");
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        using HttpResponseMessage response = await silo.Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    [GeneratedRegex("sk-rag-[0-9A-Za-z]{8}-[0-9A-Za-z]{32}")]
    private static partial Regex Key();
}
