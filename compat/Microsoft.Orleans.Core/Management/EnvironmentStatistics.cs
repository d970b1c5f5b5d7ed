namespace Orleans.Statistics;

/// <summary>Processor and memory of one process.</summary>
[GenerateSerializer, Immutable]
public readonly struct EnvironmentStatistics
{
    [Id(0)]
    public float RawCpuUsagePercentage { get; internal init; }

    [Id(1)]
    public float FilteredCpuUsagePercentage { get; internal init; }

    [Id(2)]
    public long RawMemoryUsageBytes { get; internal init; }

    [Id(3)]
    public long FilteredMemoryUsageBytes { get; internal init; }

    [Id(4)]
    public long RawAvailableMemoryBytes { get; internal init; }

    [Id(5)]
    public long FilteredAvailableMemoryBytes { get; internal init; }

    [Id(6)]
    public long MaximumAvailableMemoryBytes { get; internal init; }

    /// <summary>The part of the available memory that is used, from 0 to 1.</summary>
    public float NormalizedMemoryUsage =>
        MaximumAvailableMemoryBytes <= 0 ? 0 : (float)Math.Clamp((double)RawMemoryUsageBytes / MaximumAvailableMemoryBytes, 0, 1);

    internal static EnvironmentStatistics Measure() => CpuSampler.Instance.Read();
}
