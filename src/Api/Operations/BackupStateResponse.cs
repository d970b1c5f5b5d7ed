using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>How the cluster's backups stand, over HTTP.</summary>
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
