namespace RagCluster.Backup.Restoring;

/// <summary>What a restore did, or would do.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="CreatedAt">The moment whose state it holds.</param>
/// <param name="Rows">Rows that were restored.</param>
/// <param name="Files">Files that were restored.</param>
/// <param name="Collections">The collections.</param>
public sealed record RestoreReport(
    string Backup,
    DateTimeOffset CreatedAt,
    long Rows,
    int Files,
    IReadOnlyList<RestoredCollection> Collections
);
