namespace RagCluster.Backup.Restoring;

/// <summary>What a restore on trial came to.</summary>
/// <param name="Restored">What was restored.</param>
/// <param name="RestoreSeconds">How long the restore took, without the comparison.</param>
/// <param name="RowsCompared">
/// Rows that came back the same to the byte; 0 where the backup has an older schema, whose rows change when a store of this version
/// opens them.
/// </param>
public sealed record TrialReport(RestoreReport Restored, double RestoreSeconds, long RowsCompared);
