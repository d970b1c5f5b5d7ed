namespace RagCluster.Api.Operations;

/// <summary>The backups and how they stand, over HTTP.</summary>
/// <param name="Data">The backups.</param>
/// <param name="State">How the cluster's backups stand.</param>
internal sealed record BackupsResponse(IReadOnlyList<BackupResponse> Data, BackupStateResponse State);
