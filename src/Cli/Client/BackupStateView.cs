namespace RagCluster.Cli.Client;

/// <summary>How a cluster's backups stand, as the server tells it.</summary>
internal sealed record BackupStateView(bool Running, string? Ending, string? Failure);
