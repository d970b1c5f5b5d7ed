using System.Text.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Shards;

/// <summary>Shard maps in the store, as JSON under compare-and-set.</summary>
/// <param name="values">The store.</param>
internal sealed class ShardMapArchive(IKeyValueStore values)
{
    private const string Scope = "shard-map";

    /// <summary>The map that was written last; null when there is none.</summary>
    internal async Task<StoredShardMap?> ReadAsync(CollectionId collection, CancellationToken cancellationToken) =>
        await values.ReadAsync(Scope, collection.ToString(), cancellationToken) is { } found
        && JsonSerializer.Deserialize<ShardMap>(found.Value) is { } map
            ? new StoredShardMap(map, found.Version)
            : null;

    /// <summary>Writes a map over the version that it came from.</summary>
    /// <returns>The map under its new version; null when another writer was first.</returns>
    internal async Task<StoredShardMap?> WriteAsync(CollectionId collection, StoredShardMap changed, CancellationToken cancellationToken)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(changed.Map);
        return await values.WriteAsync(Scope, collection.ToString(), json, changed.Version, cancellationToken) is { } version
            ? changed with
            {
                Version = version,
            }
            : null;
    }

    /// <summary>Forgets a collection's map.</summary>
    internal Task DeleteAsync(CollectionId collection, CancellationToken cancellationToken) =>
        values.DeleteAsync(Scope, collection.ToString(), null, cancellationToken);
}
