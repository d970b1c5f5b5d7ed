namespace RagCluster.Grains.Interfaces.Topology;

/// <summary>What one silo bore in the last seconds.</summary>
/// <param name="Silo">Its address.</param>
/// <param name="CpuShare">Share of its processors that it used, 0 to 1.</param>
/// <param name="QueryP95">The 95th percentile of its queries' latency; zero without queries.</param>
/// <param name="QueryCount">Its queries; at most a sample of 2,000.</param>
/// <param name="MemoryShare">Share of its memory that it holds for itself, 0 to 1; 0 from a silo of a version that does not say.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SiloLoad")]
public sealed record SiloLoad(
    [property: Id(0)] string Silo,
    [property: Id(1)] double CpuShare,
    [property: Id(2)] TimeSpan QueryP95,
    [property: Id(3)] int QueryCount,
    [property: Id(4)] double MemoryShare = 0
);
