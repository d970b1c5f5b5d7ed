using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>
/// This silo's copies of the shard maps, at most a second old while their grain answers. When it does not (its silo has just died), the
/// last copy serves on: the worst that an old map does is to name a replica that says so.
/// </summary>
internal sealed partial class ShardMaps(IGrainFactory grains, TimeProvider time, ILogger<ShardMaps> log)
{
    private const int MapsMax = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Usable = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentDictionary<CollectionId, Entry> _entries = new();
    private readonly Dictionary<CollectionId, Task<ShardMap>> _running = [];

    /// <summary>A collection's map; waits only when there is no usable copy.</summary>
    /// <exception cref="RagException">NotFound: no such collection.</exception>
    internal async ValueTask<ShardMap> GetAsync(CollectionId collection, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(collection, out Entry? entry) && time.GetUtcNow() - entry.ReadAt < Usable)
        {
            if (time.GetUtcNow() - entry.ReadAt > Fresh)
                _ = RefreshAsync(collection);
            return entry.Map;
        }

        return await FirstAsync(collection, cancellationToken);
    }

    /// <summary>Asks for the map anew; callers at the same time share one call.</summary>
    internal Task<ShardMap> RefreshAsync(CollectionId collection)
    {
        lock (_running)
        {
            if (!_running.TryGetValue(collection, out Task<ShardMap>? running))
                _running[collection] = running = Task.Run(() => ReadAsync(collection));
            return running;
        }
    }

    // The map's grain may have been on a silo that has just died: it comes back on another one as soon as that is known.
    private async Task<ShardMap> FirstAsync(CollectionId collection, CancellationToken cancellationToken)
    {
        DateTimeOffset end = time.GetUtcNow() + FirstMax;
        TimeSpan pause = FirstPause;
        while (true)
        {
            try
            {
                return await RefreshAsync(collection).WaitAsync(cancellationToken);
            }
            catch (OrleansException error) when (time.GetUtcNow() < end)
            {
                LogRetry(error, collection);
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
    }

    private async Task<ShardMap> ReadAsync(CollectionId collection)
    {
        try
        {
            ShardMap map = await grains.GetGrain<IShardMapGrain>(collection.ToString()).GetAsync(CancellationToken.None);
            if (_entries.Count >= MapsMax)
                _entries.Clear();
            _entries[collection] = new Entry(map, time.GetUtcNow());
            return map;
        }
        catch (RagException missing) when (missing.Kind == ErrorKind.NotFound)
        {
            _entries.TryRemove(collection, out _);
            throw;
        }
        catch (Exception error)
            when (error is RagException or TimeoutException or OrleansException && _entries.TryGetValue(collection, out _))
        {
            LogOld(error, collection);
            return _entries.TryGetValue(collection, out Entry? last)
                ? last.Map
                : throw new InvalidOperationException("The map is gone.", error);
        }
        finally
        {
            lock (_running)
            {
                _running.Remove(collection);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The shard map of {Collection} could not be read yet")]
    private partial void LogRetry(Exception error, CollectionId collection);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The shard map of {Collection} could not be read; the last one is used")]
    private partial void LogOld(Exception error, CollectionId collection);

    private sealed record Entry(ShardMap Map, DateTimeOffset ReadAt);
}
