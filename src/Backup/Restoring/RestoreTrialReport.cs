namespace RagCluster.Backup.Restoring;

/// <summary>What a restore aside brought back, all of it as the backup holds it.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Rows">Rows that came back.</param>
/// <param name="Files">Files that came back.</param>
/// <param name="RowsSha256">The SHA-256 over all rows in their order, lower-case hexadecimal: two equal stores have the same.</param>
public sealed record RestoreTrialReport(string Backup, long Rows, int Files, string RowsSha256);
