using System.Diagnostics;
using RagCluster.Benchmarks;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;

namespace RagCluster.Retrieval.Vectors;

/// <summary>Vector search on generated sets and embedded texts: quality and processor time.</summary>
internal static class VectorBenchmark
{
    private const int Dimensions = 384;
    private const int EvenCentres = 1000;
    private const int UnevenCentres = 20_000;
    private const int RowsPerUnevenCentre = 5;
    private const int RoundCount = 5;

    // Five rounds of fast searches end before the compiler's second tier has them all.
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(1);

    // Asked for; what is found is measured.
    private static readonly double[] Targets = [0.9, 0.95, 0.99, 0.999];

    // Peers are charged for the least effort that reaches a recall with the very queries measured; so is ours, besides what it calibrated
    // itself.
    private static readonly double[] LeastTargets =
    [
        0.5,
        0.6,
        0.7,
        0.75,
        0.8,
        0.85,
        0.875,
        0.9,
        0.925,
        0.95,
        0.965,
        0.98,
        0.99,
        0.995,
        0.999,
    ];

    // Fine steps around where the targets lie: a peer is not to be charged for effort that overshoots.
    private static readonly int[] PeerEfforts = [10, 13, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 100, 128, 160, 200, 256, 400, 640, 1000];

    /// <summary>Runs the part.</summary>
    internal static async Task<int> RunAsync(string[] args)
    {
        BenchmarkOptions options;
        try
        {
            options = BenchmarkOptions.Parse(args);
        }
        catch (FormatException error)
        {
            Figures.Say(error.Message);
            Figures.Say(BenchmarkOptions.Usage);
            return 2;
        }

        if (await LoadAsync(options) is not { } set)
        {
            Figures.Say("The shared texts are left out: shared/data is not beside the checkout.");
            return 0;
        }

        string name = $"vectors {(options.IsTexts ? "texts " : "")}{set.Rows.Count}{(options.IsUneven ? " uneven" : "")}";
        if ((options.Parts & (BenchmarkParts.Searches | BenchmarkParts.Filters)) != 0)
            MeasureIndex(set, options, name);
        if (options.Parts.HasFlag(BenchmarkParts.Scans))
            ScanTable.Print(set, options.Index, name);
        if (options.Parts.HasFlag(BenchmarkParts.Peers) && PeerDirectory.Prepare() is { } directory)
        {
            PeerTask task = new(set, name, Targets, options.PeerLimit);
            foreach (Peer peer in Peer.All(directory).Where(peer => options.Peers.Contains(peer.ShortName)))
                peer.Run(task, PeerEfforts);
        }

        return 0;
    }

    private static void MeasureIndex(JudgedSet set, BenchmarkOptions options, string name)
    {
        string file = set.Path + ".index";
        if (!options.ReusesIndex || !File.Exists(file))
            Build(set, options, name, file);
        using MappedFile mapped = new(file);
        VectorIndex index = VectorIndex.Open(mapped.Memory, set.Rows);
        if (options.Parts.HasFlag(BenchmarkParts.Searches))
        {
            foreach (double target in Targets)
                Measure(set, index, target, FormattableString.Invariant($"ours {name} target {target}"));
            foreach (double recall in Targets)
            {
                if (
                    LeastTargets.Where(target => Search(set, index, target, new double[set.QueryCount]) >= recall).Take(1).ToArray()
                    is [double least]
                )
                    Measure(set, index, least, FormattableString.Invariant($"ours {name} least for {recall}"));
            }
        }

        if (options.Parts.HasFlag(BenchmarkParts.Filters))
            FilteredTable.Print(set, index, name);
    }

    private static async Task<JudgedSet?> LoadAsync(BenchmarkOptions options)
    {
        string cache = options.CacheDirectory ?? Path.Combine(Path.GetTempPath(), "ragcluster-retrieval");
        if (options.IsTexts)
            return await TextSet.LoadAsync(cache, options.IsQuick);
        ClusteredShape shape = new(options.Rows, options.Queries, Dimensions)
        {
            // A cluster of which no row is drawn would only make the file's name lie.
            CentreCount = options.IsUneven ? Math.Min(UnevenCentres, Math.Max(1, options.Rows / RowsPerUnevenCentre)) : EvenCentres,
            IsUneven = options.IsUneven,
        };
        return JudgedSet.Load(shape, cache);
    }

    private static void Build(JudgedSet set, BenchmarkOptions options, string name, string file)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long began = Stopwatch.GetTimestamp();
        VectorIndexOptions how = options.Index with { Progress = new ProgressReport($"ours {name}, build", set.Rows.Count) };
        VectorIndex index = VectorIndexBuilder.Build(set.Rows, [], how, CancellationToken.None);
        Figures.Print($"ours {name}", "build processor time", (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, "s");
        Figures.Print($"ours {name}", "build wall time", Stopwatch.GetElapsedTime(began).TotalSeconds, "s");
        using (Process process = Process.GetCurrentProcess())
            Figures.Print($"ours {name}", "peak memory with the set", process.PeakWorkingSet64 / 1048576.0, "MiB");
        Figures.Print($"ours {name}", "memory", (double)index.Section.Length / set.Rows.Count, "bytes/vector");
        using FileStream target = File.Create(file);
        target.Write(index.Section.Span);
    }

    private static void Measure(JudgedSet set, VectorIndex index, double target, string row)
    {
        double[] times = new double[set.QueryCount];
        double best = double.PositiveInfinity;
        double recall = 0;
        long began = Stopwatch.GetTimestamp();
        for (int round = 0; round < RoundCount || Stopwatch.GetElapsedTime(began) < LeastTime; round++)
        {
            double cpu = ThreadClock.Microseconds;
            recall = Search(set, index, target, times);
            best = Math.Min(best, (ThreadClock.Microseconds - cpu) / set.QueryCount);
        }

        Array.Sort(times);
        Figures.Print(row, "beam", index.EffortFor(JudgedSet.Neighbours, target), "nodes");
        Figures.Print(row, "target", target, "share");
        Figures.Print(row, "recall", recall, "share");
        Figures.Print(row, "processor time", best, "µs/query");
        Figures.Print(row, "p50", times[times.Length / 2], "µs");
        Figures.Print(row, "p99", times[times.Length * 99 / 100], "µs");
        Throughput.Print(set, index, target, 1, row);
        Throughput.Print(set, index, target, 2, row);
    }

    // The recall of all queries and what each took, in microseconds.
    private static double Search(JudgedSet set, VectorIndex index, double target, double[] times)
    {
        RowSimilarity[] results = new RowSimilarity[JudgedSet.Neighbours];
        int hits = 0;
        for (int i = 0; i < set.QueryCount; i++)
        {
            long began = Stopwatch.GetTimestamp();
            int found = index.Search(set.Query(i), target, default, results);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            ReadOnlySpan<int> truth = set.TruthOf(i);
            foreach (RowSimilarity hit in results.AsSpan(0, found))
                hits += truth.Contains(hit.Row) ? 1 : 0;
        }

        return (double)hits / set.Truth.Length;
    }
}
