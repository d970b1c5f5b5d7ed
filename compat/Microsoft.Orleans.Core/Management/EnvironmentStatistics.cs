namespace Orleans.Statistics;

/// <summary>Processor and memory of one process.</summary>
[GenerateSerializer, Immutable]
public readonly struct EnvironmentStatistics
{
    [Id(0)]
    public float RawCpuUsagePercentage { get; init; }

    [Id(1)]
    public float FilteredCpuUsagePercentage { get; init; }

    [Id(2)]
    public long RawMemoryUsageBytes { get; init; }

    [Id(3)]
    public long FilteredMemoryUsageBytes { get; init; }

    [Id(4)]
    public long RawAvailableMemoryBytes { get; init; }

    [Id(5)]
    public long FilteredAvailableMemoryBytes { get; init; }

    [Id(6)]
    public long MaximumAvailableMemoryBytes { get; init; }

    internal static EnvironmentStatistics Measure() => CpuSampler.Instance.Read();
}
