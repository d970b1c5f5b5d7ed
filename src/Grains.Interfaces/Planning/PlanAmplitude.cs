namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>What is known of a plan.</summary>
/// <param name="Plan">Its name.</param>
/// <param name="Probability">How likely it is the best; its amplitude is the square root.</param>
/// <param name="Expected">Its expected utility.</param>
/// <param name="Successes">Fractional count of good outcomes.</param>
/// <param name="Failures">Fractional count of bad outcomes.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanAmplitude")]
public sealed record PlanAmplitude(
    [property: Id(0)] string Plan,
    [property: Id(1)] double Probability,
    [property: Id(2)] double Expected,
    [property: Id(3)] double Successes,
    [property: Id(4)] double Failures
);
