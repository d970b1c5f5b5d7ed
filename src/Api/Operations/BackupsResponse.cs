namespace RagCluster.Api.Operations;

/// <summary>The stored backups and how they stand.</summary>
/// <param name="Data">The backups.</param>
/// <param name="State">How the cluster's backups stand.</param>
internal sealed record BackupsResponse(IReadOnlyList<BackupResponse> Data, BackupStateResponse State);
