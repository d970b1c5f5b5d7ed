namespace RagCluster.Api.Operations;

/// <summary>Asks for a collection of a backup, over HTTP.</summary>
/// <param name="Collection">The collection's name in the backup.</param>
/// <param name="As">The name that it gets.</param>
/// <param name="Backup">The backup; without it the newest state, or the last that is not after <paramref name="To"/>.</param>
/// <param name="To">The moment that the state should not be after.</param>
internal sealed record RestoreBody(string Collection, string As, string? Backup = null, DateTimeOffset? To = null);
