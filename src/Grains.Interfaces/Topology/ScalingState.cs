namespace RagCluster.Grains.Interfaces.Topology;

/// <summary>How many silos there are and how many there should be.</summary>
/// <param name="SiloCount">Silos that serve.</param>
/// <param name="WantedSilos">Silos that the load asks for, between minimum and maximum.</param>
/// <param name="Reason">What decided: <c>cpu</c>, <c>memory</c>, <c>queue</c>, <c>latency</c>, <c>minimum</c>, <c>maximum</c>,
/// <c>steady</c> or <c>waiting</c>.</param>
/// <param name="SilosMin">The minimum.</param>
/// <param name="SilosMax">The maximum.</param>
/// <param name="CpuShare">Mean share of the processors in use, 0 to 1.</param>
/// <param name="QueueDepth">Documents that wait for indexing.</param>
/// <param name="QueryP95">The highest 95th percentile of the queries' latency on any silo.</param>
/// <param name="MemoryShare">Mean share of their memory that the silos hold, 0 to 1.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ScalingState")]
public sealed record ScalingState(
    [property: Id(0)] int SiloCount,
    [property: Id(1)] int WantedSilos,
    [property: Id(2)] string Reason,
    [property: Id(3)] int SilosMin,
    [property: Id(4)] int SilosMax,
    [property: Id(5)] double CpuShare,
    [property: Id(6)] long QueueDepth,
    [property: Id(7)] TimeSpan QueryP95,
    [property: Id(8)] double MemoryShare = 0
);
