using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>
/// Brings a collection's settings into its shard map. They come from the collection's grain and not from a copy that may be a second old: a
/// map with old settings would send queries to shards that are no more.
/// </summary>
/// <param name="read">Reads the settings.</param>
/// <param name="time">The clock.</param>
internal sealed class ShardMapSettings(Func<CancellationToken, Task<CollectionSettings>> read, TimeProvider time)
{
    // A change of the settings is announced to the map at once; this is for an announcement that got lost.
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private DateTimeOffset _readAt;

    /// <summary>Has the next step read the settings again.</summary>
    internal void Expire() => _readAt = default;

    /// <summary>The settings as they are now.</summary>
    internal async Task<CollectionSettings> ReadAsync(CancellationToken cancellationToken)
    {
        CollectionSettings settings = await read(cancellationToken);
        _readAt = time.GetUtcNow();
        return settings;
    }

    /// <summary>The map with the present settings; the same object when they have not changed or were read a moment ago.</summary>
    internal async Task<ShardMap> ApplyAsync(ShardMap map, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _readAt < Period)
            return map;
        CollectionSettings settings = await ReadAsync(cancellationToken);
        return settings == map.Settings ? map : map with { Generation = map.Generation + 1, Settings = settings };
    }
}
