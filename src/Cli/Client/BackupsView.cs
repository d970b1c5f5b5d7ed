namespace RagCluster.Cli.Client;

/// <summary>The backups, as the server tells them.</summary>
internal sealed record BackupsView(BackupView[] Data);
