using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>A shard map and the version that the store has it under.</summary>
/// <param name="Map">The map.</param>
/// <param name="Version">The version; null while the store has none.</param>
internal sealed record StoredShardMap(ShardMap Map, long? Version)
{
    /// <summary>
    /// The map that an activation begins with: the stored one, or an empty one where there is none that suits the collection.
    /// </summary>
    /// <param name="stored">What the store has.</param>
    /// <param name="settings">The collection's settings.</param>
    internal static StoredShardMap Begin(StoredShardMap? stored, CollectionSettings settings) =>
        stored is not null && stored.Map.Settings.ShardCount == settings.ShardCount
            ? stored with
            {
                Map = stored.Map with { Settings = settings },
            }
            : new StoredShardMap(new ShardMap(0, settings, []), null);
}
