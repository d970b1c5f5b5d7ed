namespace RagCluster.Benchmarks;

/// <summary>The benchmarks by name.</summary>
internal static class BenchmarkList
{
    /// <summary>Those whose program can be given arguments: to measure one part of what they measure, or another size.</summary>
    internal static IReadOnlySet<string> WithArguments { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "ingest", "memory", "retrieval" };

    /// <summary>Each benchmark's name and how it measures.</summary>
    internal static IReadOnlyDictionary<string, Func<BenchmarkRun, CancellationToken, Task<IReadOnlyCollection<Figure>>>> All { get; } =
        new SortedDictionary<string, Func<BenchmarkRun, CancellationToken, Task<IReadOnlyCollection<Figure>>>>(StringComparer.Ordinal)
        {
            ["access"] = AccessBenchmark.RunAsync,
            ["answers"] = AnswersBenchmark.RunAsync,
            ["cache"] = CacheBenchmark.RunAsync,
            ["cluster"] = ClusterBenchmark.RunAsync,
            ["engine"] = EngineBenchmark.RunAsync,
            ["hedging"] = HedgingBenchmark.RunAsync,
            ["hostile"] = HostileBenchmark.RunAsync,
            ["http"] = HttpBenchmark.RunAsync,
            ["inference"] = InferenceBenchmark.RunAsync,
            ["inference-soak"] = InferenceBenchmark.SoakAsync,
            ["ingest"] = IngestBenchmark.RunAsync,
            ["memory"] = MemoryBenchmark.RunAsync,
            ["model-change"] = ModelChangeBenchmark.RunAsync,
            ["planner"] = PlannerBenchmark.RunAsync,
            ["reading"] = ReadingBenchmark.RunAsync,
            ["retrieval"] = RetrievalBenchmark.RunAsync,
            ["storage"] = StorageBenchmark.RunAsync,
        };
}
