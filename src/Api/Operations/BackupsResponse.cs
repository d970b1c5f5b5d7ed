namespace RagCluster.Api.Operations;

/// <summary>The backups and how they stand, over HTTP.</summary>
internal sealed record BackupsResponse(IReadOnlyList<BackupResponse> Data, BackupStateResponse State);
