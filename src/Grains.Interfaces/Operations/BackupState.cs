namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>How the cluster's backups stand.</summary>
/// <param name="IsRunning">Whether one is being taken.</param>
/// <param name="LastBackup">The newest backup of everything, or null.</param>
/// <param name="LastSuccessAt">The moment whose state that one holds, or null.</param>
/// <param name="Ended">Attempts that have ended since this state is kept, however they did.</param>
/// <param name="Ending">The name of the backup that the last attempt made; null when it failed or there was none.</param>
/// <param name="Failure">Why the last attempt failed; null when it did not.</param>
/// <param name="NextDueAt">When the next one is due; null for never.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.BackupState")]
public sealed record BackupState(
    [property: Id(0)] bool IsRunning,
    [property: Id(1)] string? LastBackup,
    [property: Id(2)] DateTimeOffset? LastSuccessAt,
    [property: Id(3)] int Ended,
    [property: Id(4)] string? Ending,
    [property: Id(5)] string? Failure,
    [property: Id(6)] DateTimeOffset? NextDueAt
);
