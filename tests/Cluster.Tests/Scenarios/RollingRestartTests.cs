using System.Diagnostics;
using System.Globalization;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Load;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>
/// The silos are ended and started one by one, as an upgrade does it. <c>RAG_TEST_ROLLING_REQUESTS=20000</c> goes on until there were so
/// many requests.
/// </summary>
[Collection(ClusterScenarios.Name)]
public sealed class RollingRestartTests(ITestOutputHelper output)
{
    // A machine with other things to do may be slow, which is no outage of the store.
    private static readonly Dictionary<string, string> PatientWithTheStore = new()
    {
        ["RAG__Storage__Postgres__Timeout"] = PromisedTime.Allowed(TimeSpan.FromSeconds(2)).ToString(),
        ["RAG__Storage__Postgres__IdleTransactionMax"] = PromisedTime.Allowed(TimeSpan.FromSeconds(2)).ToString(),
    };

    private static int Requests => LongRun.Number("RAG_TEST_ROLLING_REQUESTS", 300);

    [Fact]
    public async Task EndedAndStartedOneByOne_FailsNoRequestWithoutRetry()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(
            own: [PatientWithTheStore, PatientWithTheStore, PatientWithTheStore]
        );
        await cluster.KeepLogsOnFailureAsync(nameof(RollingRestartTests), output, () => RestartAsync(cluster));
    }

    private async Task RestartAsync(LocalCluster cluster)
    {
        await using ReadyBalancer balancer = new(cluster);
        ClusterLoad load = await ClusterLoad.StartAsync(() => balancer.Ready, searchers: Requests > 1_000 ? 8 : 3, retries: 0);
        List<TimeSpan> drains = [];
        int restarts = 0;
        long began = Stopwatch.GetTimestamp();
        do
        {
            int answered = load.Writes.Calls.Count + load.Searches.Calls.Count;
            for (int i = 0; i < cluster.Size; i++)
            {
                long ending = Stopwatch.GetTimestamp();
                await cluster.StopAsync(i);
                drains.Add(Stopwatch.GetElapsedTime(ending));
                await cluster.StartSiloAsync(i);
                await cluster.WaitUntilActiveAsync(cluster.Size);
                restarts++;
            }

            // Each round adds some, so the rounds end.
            Assert.True(
                load.Writes.Calls.Count + load.Searches.Calls.Count > answered,
                "Nobody was answered while each silo restarted once."
            );
        } while (load.Writes.Calls.Count + load.Searches.Calls.Count < Requests);

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{restarts} restarts in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s; from SIGTERM to the end at most "
                    + $"{drains.Max().TotalSeconds:F1} s"
            )
        );
        await load.EndAsync(cluster.Running[0].Silo, output);
        cluster.AssertNoGrainActiveTwice(output);
        ClusterLoad.AssertNoneFailed(load.Searches);
        ClusterLoad.AssertNoneFailed(load.Writes);
    }
}
