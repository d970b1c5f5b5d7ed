namespace RagCluster.Backup.Asking;

/// <summary>A state of a collection.</summary>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Model">The embedding model that answers.</param>
/// <param name="LogEnds">The last record of each shard's log, by the shards' numbers.</param>
public sealed record AskedState(DateTimeOffset CreatedAt, string Model, IReadOnlyDictionary<int, long> LogEnds)
{
    /// <inheritdoc/>
    public bool Equals(AskedState? other) =>
        other is not null
        && CreatedAt == other.CreatedAt
        && Model == other.Model
        && LogEnds.Count == other.LogEnds.Count
        && LogEnds.All(end => other.LogEnds.TryGetValue(end.Key, out long same) && same == end.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(CreatedAt, Model, LogEnds.Count);
}
