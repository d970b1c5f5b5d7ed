using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>How the cluster's backups stand.</summary>
/// <param name="Running">Whether a backup is being taken.</param>
/// <param name="LastBackup">The name of the newest full backup; null for none.</param>
/// <param name="LastSuccessAt">The moment whose state that backup holds; null for none.</param>
/// <param name="Ended">Attempts that have ended, with or without success.</param>
/// <param name="Ending">The name of the backup that the last attempt made; null when it failed, or there was none.</param>
/// <param name="Failure">Why the last attempt failed; null when it did not.</param>
/// <param name="NextDueAt">When the next backup is due; null for never.</param>
internal sealed record BackupStateResponse(
    bool Running,
    string? LastBackup,
    DateTimeOffset? LastSuccessAt,
    int Ended,
    string? Ending,
    string? Failure,
    DateTimeOffset? NextDueAt
)
{
    /// <summary>The HTTP form.</summary>
    internal static BackupStateResponse From(BackupState state) =>
        new(state.IsRunning, state.LastBackup, state.LastSuccessAt, state.Ended, state.Ending, state.Failure, state.NextDueAt);
}
