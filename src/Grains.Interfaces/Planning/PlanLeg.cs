namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>A leg of a retrieval.</summary>
/// <param name="Leg"><c>lexical</c> or <c>dense</c>.</param>
/// <param name="Hits">What it found, all shards together, up to the plan's depth.</param>
/// <param name="Took">How long it took in the slowest shard, without transport.</param>
/// <param name="Weight">Its weight in the fusion; 1 where it is alone.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanLeg")]
public sealed record PlanLeg(
    [property: Id(0)] string Leg,
    [property: Id(1)] int Hits,
    [property: Id(2)] TimeSpan Took,
    [property: Id(3)] double Weight
);
