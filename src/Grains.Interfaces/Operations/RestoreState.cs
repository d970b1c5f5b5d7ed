namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>The restore that runs, or the last one.</summary>
/// <param name="IsRunning">Whether one runs.</param>
/// <param name="Job">Its number, counted since this state is kept; 0 for none.</param>
/// <param name="Collection">The collection's name in the backup; null for none.</param>
/// <param name="Target">The name that it gets; null for none.</param>
/// <param name="Backup">The backup; null while it is looked for.</param>
/// <param name="AsOf">The moment whose state was restored; null before its end.</param>
/// <param name="Parts">Parts of the backup that were read.</param>
/// <param name="PartsTotal">Parts that it reads; 0 while that is not known.</param>
/// <param name="Rows">Rows that were written.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.RestoreState")]
public sealed record RestoreState(
    [property: Id(0)] bool IsRunning,
    [property: Id(1)] int Job,
    [property: Id(2)] string? Collection,
    [property: Id(3)] string? Target,
    [property: Id(4)] string? Backup,
    [property: Id(5)] DateTimeOffset? AsOf,
    [property: Id(6)] int Parts,
    [property: Id(7)] int PartsTotal,
    [property: Id(8)] long Rows,
    [property: Id(9)] string? Failure
);
