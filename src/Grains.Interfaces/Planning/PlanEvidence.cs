namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>What is known of a class's plans, or a silo's addition to it.</summary>
/// <param name="Epoch">How many events it knows.</param>
/// <param name="Quality">By plan.</param>
/// <param name="Latency">By step and silo.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanEvidence")]
public sealed record PlanEvidence(
    [property: Id(0)] int Epoch,
    [property: Id(1)] PlanQuality[] Quality,
    [property: Id(2)] StageLatency[] Latency
);
