using RagCluster.Corpus.Collections;
using RagCluster.Storage;

namespace RagCluster.Backup.Asking;

/// <summary>A state of a collection.</summary>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Model">The embedding model that answers.</param>
/// <param name="LogEnds">The last record of each shard's log, by the shards' numbers.</param>
public sealed record AskedState(DateTimeOffset CreatedAt, string Model, IReadOnlyDictionary<int, long> LogEnds)
{
    /// <summary>The state of a collection in a store; null when the store has none.</summary>
    /// <param name="store">The store.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<AskedState?> ReadAsync(IDocumentStore store, CollectionId collection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (await store.FindCollectionAsync(collection, cancellationToken) is not { } state)
            return null;
        ShardCopy copy = state.Settings.Answering();
        Dictionary<int, long> ends = [];
        foreach (ShardId shard in copy.Of(collection))
            ends[copy.SlotOf(shard.Number)] = await store.ReadLogEndAsync(shard, cancellationToken);
        return new AskedState(state.CreatedAt, state.Settings.ModelName(), ends);
    }

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
