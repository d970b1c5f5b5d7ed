using RagCluster.Backup.Asking;

namespace RagCluster.Backup.Restoring;

/// <summary>What a restore on trial came to.</summary>
/// <param name="Restored">What was restored.</param>
/// <param name="RestoreSeconds">How long the restore took, without the comparison.</param>
/// <param name="RowsCompared">
/// Rows that came back the same to the byte; 0 where the backup has an older schema, whose rows change when a store of this version
/// opens them.
/// </param>
public sealed record TrialReport(RestoreReport Restored, double RestoreSeconds, long RowsCompared)
{
    /// <summary>What a server on the restored store answered; null where none was asked.</summary>
    public AskingReport? Answers { get; init; }

    /// <summary>Seconds from the restore's begin until the restored server answered, the comparison left out; null where it was not asked.
    /// </summary>
    public double? RecoverySeconds => RestoreSeconds + Answers?.SecondsUntilAnswered;
}
