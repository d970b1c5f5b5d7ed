using System.Diagnostics;
using System.Globalization;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Load;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>The store of record is killed in the middle of writes. <c>RAG_TEST_POSTGRES_KILLS=10</c> is the long run.</summary>
[Collection(ClusterScenarios.Name)]
public sealed class PostgresOutageTests(ITestOutputHelper output)
{
    private static int Rounds => LongRun.Number("RAG_TEST_POSTGRES_KILLS", 3);

    [Fact]
    public async Task KilledDuringIngest_FailsNoSearchAndRefusesWritesPlainly()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync();
        ClusterLoad load = await ClusterLoad.StartAsync(() => [.. cluster.Running.Select(pair => pair.Silo)], retries: 0);
        List<TimeSpan> backs = [];
        for (int i = 0; i < Rounds; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            await cluster.Postgres.KillAsync();
            await cluster.Postgres.StartAgainAsync();
            backs.Add(await TimeAsync(load, new Random(i)));
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Rounds} kills; from PostgreSQL's first answer until eight texts were acknowledged and searchable: "
                    + $"{string.Join(", ", backs.Select(back => back.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)))} s"
            )
        );
        await load.EndAsync(cluster.Running[0].Silo, output);
        cluster.AssertNoGrainActiveTwice(output);
        ClusterLoad.AssertNoneFailed(load.Searches);
        Assert.All(
            load.Writes.Failed,
            call => Assert.StartsWith("503 storage-unavailable (retry after", call.Failures[0], StringComparison.Ordinal)
        );
        PromisedTime.AssertMet(TimeSpan.FromSeconds(3), backs.Max(), "Writes were back");
    }

    private static async Task<TimeSpan> TimeAsync(ClusterLoad load, Random random)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await load.UploadToAllShardsAsync(random) && Stopwatch.GetElapsedTime(began) < TestPatience.Max)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return Stopwatch.GetElapsedTime(began);
    }
}
