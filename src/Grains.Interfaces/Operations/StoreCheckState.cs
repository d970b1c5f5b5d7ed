using RagCluster.Corpus.Damage;

namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>A check of everything that is stored.</summary>
/// <param name="IsRunning">Whether it goes on.</param>
/// <param name="Rows">Rows that were read; 0 until it has ended.</param>
/// <param name="Replicas">Replicas whose files were read.</param>
/// <param name="Findings">What is damaged.</param>
/// <param name="Failure">Why it could not be ended, or null.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.StoreCheckState")]
public sealed record StoreCheckState(
    [property: Id(0)] bool IsRunning,
    [property: Id(1)] long Rows,
    [property: Id(2)] int Replicas,
    [property: Id(3)] DamageFinding[] Findings,
    [property: Id(4)] string? Failure
);
