namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>What a silo uses of its machine.</summary>
/// <param name="CpuPercent">Processor use, 0 to 100 over all cores.</param>
/// <param name="MemoryBytes">Memory of the process.</param>
/// <param name="MemoryLimitBytes">Memory that it may use.</param>
/// <param name="ActivationCount">Grain activations.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SiloUsage")]
public sealed record SiloUsage(
    [property: Id(0)] double CpuPercent,
    [property: Id(1)] long MemoryBytes,
    [property: Id(2)] long MemoryLimitBytes,
    [property: Id(3)] int ActivationCount
);
