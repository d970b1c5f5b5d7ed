using System.Diagnostics;
using System.Net;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>What a node does when it is asked to stop.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Terminated_IsNotReadyAtOnce_AndServesUntilTheDelayIsOver()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Lifecycle__DrainDelay"] = "00:00:08" }
        );
        RagHttp rag = new(silo.Http);
        string collection = await rag.NewCollectionAsync();
        using Process process = Process.GetProcessById(silo.Id);
        long began = Stopwatch.GetTimestamp();
        await TerminateAsync(silo.Id);

        Reply ready = await UntilNotReadyAsync(rag);
        Assert.Contains("draining", ready.Text("checks", "node", "detail"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await rag.SendAsync(HttpMethod.Get, "/livez", null)).Status);
        using HttpResponseMessage answer = await silo.Http.GetAsync($"/api/v1/collections/{collection}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);

        await process.WaitForExitAsync().WaitAsync(TestPatience.Max);
        Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromSeconds(8), "The listener closed before the delay was over.");
    }

    [Fact]
    public async Task Embedded_EndsWithoutADelay()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath);
        using Process process = Process.GetProcessById(silo.Id);
        await TerminateAsync(silo.Id);
        long began = Stopwatch.GetTimestamp();
        await process.WaitForExitAsync().WaitAsync(TestPatience.Max);
        PromisedTime.AssertMet(
            TimeSpan.FromSeconds(5),
            Stopwatch.GetElapsedTime(began),
            "A node without others, for whom no balancer waits, ended"
        );
    }

    private static async Task TerminateAsync(int id)
    {
        using Process kill = Process.Start("kill", ["-TERM", id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static async Task<Reply> UntilNotReadyAsync(RagHttp rag)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            Reply ready = await rag.SendAsync(HttpMethod.Get, "/readyz", null);
            if (ready.Status == HttpStatusCode.ServiceUnavailable)
                return ready;
            Assert.True(Stopwatch.GetElapsedTime(began) < TestPatience.Max, $"The node was still ready after {TestPatience.Max}.");
        }
    }
}
