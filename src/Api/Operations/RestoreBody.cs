namespace RagCluster.Api.Operations;

/// <summary>Asks for a collection of a backup.</summary>
/// <param name="Collection">The collection's name in the backup.</param>
/// <param name="As">The name that it gets.</param>
/// <param name="Backup">The backup's name; left out, the newest, or the last that is not after <c>to</c>.</param>
/// <param name="To">The moment that the state should not be after; left out, the newest state is taken.</param>
internal sealed record RestoreBody(string Collection, string As, string? Backup = null, DateTimeOffset? To = null);
