namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>What is known of a step's latency, over all silos.</summary>
/// <param name="Stage">The step.</param>
/// <param name="Expected">How long it is expected to take.</param>
/// <param name="Baseline">Its mean over the last hour that it was seen in.</param>
/// <param name="Coherence">How much its last seconds still count, 1 to 0.</param>
/// <param name="LastSeen">When it was last seen.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.StageCoherence")]
public sealed record StageCoherence(
    [property: Id(0)] string Stage,
    [property: Id(1)] TimeSpan Expected,
    [property: Id(2)] TimeSpan Baseline,
    [property: Id(3)] double Coherence,
    [property: Id(4)] DateTimeOffset LastSeen
);
