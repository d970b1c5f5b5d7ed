namespace RagCluster.Backup.Restoring;

/// <summary>How far a restore has come.</summary>
/// <param name="Parts">Parts of the backup that were read and checked.</param>
/// <param name="PartsTotal">Parts that it reads.</param>
/// <param name="Rows">Rows that were written.</param>
public sealed record RestoreProgress(int Parts, int PartsTotal, long Rows);
