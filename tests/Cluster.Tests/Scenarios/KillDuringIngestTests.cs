using System.Diagnostics;
using System.Globalization;
using RagCluster.Cluster.Tests.Http;
using RagCluster.Cluster.Tests.Ingest;
using RagCluster.Cluster.Tests.Load;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>
/// The server is killed at random moments while writers work, and started again on the same data. <c>RAG_TEST_KILL_ROUNDS=50</c> is the
/// longer run.
/// </summary>
public sealed class KillDuringIngestTests(ITestOutputHelper output)
{
    private const int Seed = 20_260;
    private const int WriterCount = 4;
    private const int KillAfterMsMax = 1_500;
    private const int MoreRoundsMax = 6;

    private static int Rounds => LongRun.Number("RAG_TEST_KILL_ROUNDS", 5);

    [Fact]
    public async Task KilledAtRandomMoments_LosesDoublesAndHalvesNothingAcknowledged()
    {
        using TempFolder data = new();
        Random moments = new(Seed);
        IngestWriter[] writers =
        [
            .. Enumerable.Range(0, WriterCount).Select(number => new IngestWriter(number, new Random(Seed + 1 + number))),
        ];
        long began = Stopwatch.GetTimestamp();
        int rounds = 0;
        // On a busy machine a server may be killed before it acknowledged anything: such rounds alone would prove nothing.
        while (rounds < Rounds || (writers.Sum(writer => writer.Acknowledged) <= Rounds && rounds < Rounds * MoreRoundsMax))
        {
            await RunUntilKilledAsync(data.FullPath, writers, rounds, TimeSpan.FromMilliseconds(moments.Next(KillAfterMsMax)));
            rounds++;
        }

        double killing = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await using SiloProcess survivor = await SiloProcess.StartAsync(data.FullPath);
        RagClient client = new(survivor.Http);
        await client.WaitUntilIndexedAsync(TestPatience.Max);
        Findings findings = await new LedgerCheck(client).RunAsync(writers);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rounds} kills: {writers.Sum(w => w.Acknowledged)} acknowledged, {writers.Sum(w => w.Unanswered)} unanswered, "
                    + $"{findings.Checked} documents checked, {writers.Sum(w => w.Jobs.Count)} jobs; lost {findings.Lost.Count}, "
                    + $"duplicated {findings.Duplicated.Count}, half {findings.Half.Count}, unfinished jobs "
                    + $"{findings.UnfinishedJobs.Count}; {killing:F0} s of kills, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s "
                    + $"in all"
            )
        );
        Assert.True(findings.All.Count == 0, string.Join('\n', findings.All.Take(20)));
        Assert.Empty(writers.SelectMany(writer => writer.Refusals));
        Assert.True(writers.Sum(writer => writer.Acknowledged) > Rounds, "Hardly anything was acknowledged: the run proves nothing.");
    }

    private static async Task RunUntilKilledAsync(string data, IngestWriter[] writers, int round, TimeSpan life)
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(data);
        RagClient client = new(silo.Http);
        if (round == 0)
            Assert.True((await client.CreateCollectionAsync(shards: 2))!.IsAcknowledgement);
        // A document whose attempts ended with the server three times in a row waits for a person. On a busy machine an attempt takes
        // longer than the server lives here, so every second round begins when nothing is left of the rounds before.
        else if (round % 2 == 0)
            await client.WaitUntilIndexedAsync(TestPatience.Max);
        Task writing = Task.WhenAll(writers.Select(writer => writer.WriteAsync(client)));
        await Task.Delay(life, TimeProvider.System);
        await silo.KillAsync();
        await writing;
    }
}
