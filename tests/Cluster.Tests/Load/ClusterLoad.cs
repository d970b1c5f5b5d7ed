using System.Globalization;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Http;
using RagCluster.Cluster.Tests.Ingest;
using RagCluster.TestKit;
using Xunit.Abstractions;

namespace RagCluster.Cluster.Tests.Load;

/// <summary>Writers with ledgers, an uploader of texts that stay, and searchers that look for those, all at once.</summary>
internal sealed class ClusterLoad
{
    private const int Seed = 20_261;
    private const int FirstTexts = 32;
    private readonly CancellationTokenSource _stop = new();
    private readonly RagClient _writing;
    private readonly RagClient _searching;
    private readonly RagClient _asking;
    private readonly IngestWriter[] _writers;
    private Task _running = Task.CompletedTask;

    private ClusterLoad(Func<IReadOnlyList<SiloProcess>> silos, int writers, int retries, TimeSpan? patience)
    {
        _writing = new RagClient(new RoundRobinSender(silos, Writes, retries, patience));
        _searching = new RagClient(new RoundRobinSender(silos, Searches, retries, patience));
        _asking = new RagClient(new RoundRobinSender(silos, Asks, retries, patience));
        _writers = [.. Enumerable.Range(0, writers).Select(number => new IngestWriter(number, new Random(Seed + number)))];
    }

    /// <summary>The writers' and the uploader's calls.</summary>
    internal CallLog Writes { get; } = new("writes");

    /// <summary>The searches.</summary>
    internal CallLog Searches { get; } = new("searches");

    /// <summary>The questions, where somebody asks some.</summary>
    internal CallLog Asks { get; } = new("asks");

    /// <summary>The texts that the searches look for.</summary>
    internal FoundTokens Texts { get; } = new();

    /// <summary>Makes a collection of four shards and some texts, and starts the clients.</summary>
    internal static async Task<ClusterLoad> StartAsync(
        Func<IReadOnlyList<SiloProcess>> silos,
        int writers = 2,
        int searchers = 2,
        int retries = 3,
        TimeSpan? patience = null,
        int replicas = 2
    )
    {
        ClusterLoad load = new(silos, writers, retries, patience);
        Reply? created = await load._writing.CreateCollectionAsync(shards: 4, replicas);
        Assert.True(created is { IsAcknowledgement: true }, $"No collection: {created}");
        Random random = new(Seed - 1);
        long began = TimeProvider.System.GetTimestamp();
        // An upload's answer waits for a while only; a machine that is busy with other things may not have indexed it by then.
        while (!await load.Texts.UploadAsync(load._writing, random, FirstTexts))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TestPatience.Max, "The first texts were not indexed.");
        TimeSpan pause = TimeSpan.FromMilliseconds(50);
        load._running = Task.WhenAll([
            .. load._writers.Select(writer => writer.WriteAsync(load._writing, pause * 3, load._stop.Token)),
            load.Texts.UploadAsync(load._writing, new Random(Seed - 2), pause * 5, load._stop.Token),
            .. Enumerable
                .Range(0, searchers)
                .Select(number => load.Texts.SearchAsync(load._searching, new Random(Seed + 100 + number), pause, load._stop.Token)),
        ]);
        return load;
    }

    /// <summary>Asks questions about the texts, too, one after the other, until the clients end.</summary>
    internal void BeginAsking(TimeSpan pause) =>
        _running = Task.WhenAll(_running, Texts.AskAsync(_asking, new Random(Seed + 200), pause, _stop.Token));

    /// <summary>Uploads eight texts at once, which fall into most shards, and waits until they are searchable.</summary>
    internal async Task<bool> UploadToAllShardsAsync(Random random) => await Texts.UploadAsync(_writing, random, count: 8);

    /// <summary>
    /// Ends the clients, compares what the cluster has with what it acknowledged, prints the figures and asserts that nothing acknowledged
    /// is wrong.
    /// </summary>
    internal async Task EndAsync(SiloProcess asked, ITestOutputHelper output)
    {
        await _stop.CancelAsync();
        await _running;
        RagClient client = new(asked.Http);
        await client.WaitUntilIndexedAsync(TestPatience.Max);
        Findings findings = await new LedgerCheck(client).RunAsync(_writers);
        output.WriteLine(Writes.ToString());
        output.WriteLine(Searches.ToString());
        if (Asks.Calls.Count > 0)
            output.WriteLine(Asks.ToString());
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_writers.Sum(w => w.Acknowledged)} acknowledged by ledger, {findings.Checked} documents checked: lost "
                    + $"{findings.Lost.Count}, duplicated {findings.Duplicated.Count}, half {findings.Half.Count}, unfinished jobs "
                    + $"{findings.UnfinishedJobs.Count}; {Texts.Count} texts searched for, {Texts.Wrong.Count} wrong answers"
            )
        );
        Assert.True(findings.All.Count == 0, string.Join('\n', findings.All.Take(20)));
        Assert.True(Texts.Wrong.Count == 0, string.Join('\n', Texts.Wrong.Take(20)));
        Assert.Empty(_writers.SelectMany(writer => writer.Refusals));
        Assert.True(_writers.Sum(writer => writer.Acknowledged) > 5, "Hardly anything was acknowledged: the run proves nothing.");
    }

    /// <summary>Asserts that every call of a kind got its answer, with the retries that its client has.</summary>
    internal static void AssertNoneFailed(CallLog log) =>
        Assert.True(log.Failed.Count == 0, string.Join('\n', log.Failed.Take(20).Select(Describe)));

    private static string Describe(Call call) => $"{call.What} after {call.Took}: {string.Join(", ", call.Failures)}";
}
