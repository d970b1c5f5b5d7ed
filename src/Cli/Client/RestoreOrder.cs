namespace RagCluster.Cli.Client;

/// <summary>Which collection of which state a server is to restore, and as what.</summary>
internal sealed record RestoreOrder(string Collection, string As, string? Backup, DateTimeOffset? To);
