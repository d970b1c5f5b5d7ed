namespace RagCluster.Storage.Fencing;

/// <summary>Who may write to a resource now.</summary>
/// <param name="Number">The epoch, from 1; each taking adds one.</param>
/// <param name="Owner">Who took it, for people: a silo or an activation.</param>
/// <param name="TakenAt">When it was taken, by the taker's clock.</param>
public sealed record Epoch(long Number, string Owner, DateTimeOffset TakenAt);
