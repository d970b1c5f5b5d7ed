namespace RagCluster.Backup.Shipping;

/// <summary>A state that can be restored: that of a backup, or of the log on top of it.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Log">The segments that go on top of it, in order; none for the backup's own state.</param>
public sealed record RestorePoint(string Backup, IReadOnlyList<SegmentName> Log);
