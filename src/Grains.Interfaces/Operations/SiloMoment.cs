namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>One second of a silo's life.</summary>
/// <param name="At">The second's end.</param>
/// <param name="CallCount">Grain calls that ended in it.</param>
/// <param name="ErrorCount">Those that ended in an exception.</param>
/// <param name="CpuRatio">Processor time of the process over that of all cores, 0 to 1.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SiloMoment")]
public sealed record SiloMoment(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] long CallCount,
    [property: Id(2)] long ErrorCount,
    [property: Id(3)] double CpuRatio
);
