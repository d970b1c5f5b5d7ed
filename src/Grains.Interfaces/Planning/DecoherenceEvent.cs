namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>Something after which less of what was learned holds.</summary>
/// <param name="At">When it was noticed.</param>
/// <param name="Cause"><c>documents</c> or <c>model</c>.</param>
/// <param name="ChangedShare">The share of the recently cited documents that it changed.</param>
/// <param name="Left">What it left of the evidence of quality.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.DecoherenceEvent")]
public sealed record DecoherenceEvent(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Cause,
    [property: Id(2)] double ChangedShare,
    [property: Id(3)] double Left
);
