namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>Which collection of which state is restored, and as what.</summary>
/// <param name="Backup">The backup; null for the newest state, or the last that is not after <paramref name="At"/>.</param>
/// <param name="At">The moment that the state should not be after; null for any.</param>
/// <param name="Collection">The collection's name in the backup.</param>
/// <param name="Target">The name that it gets; no collection has it.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.RestoreRequest")]
public sealed record RestoreRequest(
    [property: Id(0)] string? Backup,
    [property: Id(1)] DateTimeOffset? At,
    [property: Id(2)] string Collection,
    [property: Id(3)] string Target
);
