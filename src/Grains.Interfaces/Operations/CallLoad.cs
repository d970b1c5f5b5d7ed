namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>Grain calls over the last seconds.</summary>
/// <param name="CallCount">Calls since the silos' starts.</param>
/// <param name="ErrorCount">Those that ended in an exception.</param>
/// <param name="CallsPerSecond">Calls a second now.</param>
/// <param name="ErrorsPerSecond">Errors a second now.</param>
/// <param name="Mean">The mean duration now.</param>
/// <param name="P99">The duration that 99 of 100 calls stay below now, interpolated within its bucket.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CallLoad")]
public sealed record CallLoad(
    [property: Id(0)] long CallCount,
    [property: Id(1)] long ErrorCount,
    [property: Id(2)] double CallsPerSecond,
    [property: Id(3)] double ErrorsPerSecond,
    [property: Id(4)] TimeSpan Mean,
    [property: Id(5)] TimeSpan P99
);
