using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Planning.Routing;

namespace RagCluster.Grains.Caching;

/// <summary>
/// A tier whose parts are grains. A part that takes longer than it takes to make such values counts as one that has nothing, and is left alone for a
/// while: the cache must never be slower than the search.
/// </summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="find">Asks a part.</param>
/// <param name="put">Tells a part.</param>
/// <param name="findMin">The least time that a part has to answer.</param>
/// <param name="serializer">Turns values into bytes.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says which part did not answer.</param>
internal sealed partial class GrainTier<TValue>(
    Func<long, byte[], CancellationToken, Task<CacheEntry?>> find,
    Func<long, CacheEntry, Task> put,
    TimeSpan findMin,
    Serializer<TValue> serializer,
    TimeProvider time,
    ILogger log)
    : ICacheTier<TValue>
{
    // A tenth of each new sample.
    private const double SampleShare = 0.1;
    private static readonly TimeSpan FindMax = TimeSpan.FromMilliseconds(250);
    private static readonly string[] Names = [.. Enumerable.Range(0, CachePartitions.Count).Select(partition => partition.ToString(CultureInfo.InvariantCulture))];

    private readonly ReplicaChooser _parts = new(time, Random.Shared.NextDouble);
    private readonly ConcurrentDictionary<CachedKind, TimeSpan> _costs = new();

    /// <inheritdoc/>
    public async ValueTask<TierEntry<TValue>?> FindAsync(CacheKey key, CancellationToken cancellationToken)
    {
        long partition = CachePartitions.Of(key);
        if (_parts.IsSuspect(Names[partition]))
            return null;
        long began = time.GetTimestamp();
        _parts.Begin(Names[partition]);
        using CancellationTokenSource late = new(Worth(key.Kind), time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            CacheEntry? entry = await find(partition, key.Bytes.ToArray(), either.Token).WaitAsync(either.Token);
            _parts.Succeed(Names[partition], time.GetElapsedTime(began));
            return entry is null || serializer.Deserialize(entry.Value) is not { } value ? null : new TierEntry<TValue>(value, entry.Cost, entry.ExpiresAt, entry.IsNegative);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _parts.Abandon(Names[partition]);
            throw;
        }
        catch (Exception error) when (error is OrleansException or TimeoutException or RagException or OperationCanceledException)
        {
            _parts.Fail(Names[partition]);
            LogSilent(log, error, partition);
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask PutAsync(CacheKey key, TierEntry<TValue> entry, CancellationToken cancellationToken)
    {
        TimeSpan cost = TimeSpan.FromMilliseconds(entry.Cost);
        _costs.AddOrUpdate(key.Kind, cost, (_, mean) => mean + (SampleShare * (cost - mean)));
        long partition = CachePartitions.Of(key);
        if (_parts.IsSuspect(Names[partition]))
            return;
        try
        {
            await put(partition, new CacheEntry(key.Bytes.ToArray(), serializer.SerializeToArray(entry.Value), entry.Cost, entry.ExpiresAt, entry.IsNegative));
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            LogSilent(log, error, partition);
        }
    }

    // Who waits longer for a value than it takes to make has lost by asking.
    private TimeSpan Worth(CachedKind kind)
    {
        TimeSpan cost = _costs.GetValueOrDefault(kind, FindMax);
        TimeSpan worth = cost < FindMax ? cost : FindMax;
        return worth > findMin ? worth : findMin;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Part {Partition} of the cache did not answer")]
    private static partial void LogSilent(ILogger log, Exception error, long partition);
}
