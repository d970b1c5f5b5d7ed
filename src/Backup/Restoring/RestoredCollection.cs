namespace RagCluster.Backup.Restoring;

/// <summary>A collection in a backup.</summary>
/// <param name="Tenant">Its tenant.</param>
/// <param name="Name">Its name.</param>
/// <param name="Documents">Its documents.</param>
/// <param name="Chunks">Their chunks.</param>
public sealed record RestoredCollection(string Tenant, string Name, long Documents, long Chunks);
