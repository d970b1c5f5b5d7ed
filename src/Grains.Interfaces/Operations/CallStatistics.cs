namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>The calls of one grain method on one silo.</summary>
/// <param name="Grain">The grain class, without its namespace.</param>
/// <param name="Method">The method.</param>
/// <param name="CallCount">Calls since the silo's start.</param>
/// <param name="ErrorCount">Those that ended in an exception.</param>
/// <param name="RecentErrorCount">Errors within the window.</param>
/// <param name="RecentBuckets">Calls within the window by duration; the buckets are those of rag_grain_call_duration_seconds.</param>
/// <param name="RecentSeconds">The sum of the durations within the window.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CallStatistics")]
public sealed record CallStatistics(
    [property: Id(0)] string Grain,
    [property: Id(1)] string Method,
    [property: Id(2)] long CallCount,
    [property: Id(3)] long ErrorCount,
    [property: Id(4)] long RecentErrorCount,
    [property: Id(5)] long[] RecentBuckets,
    [property: Id(6)] double RecentSeconds
);
