using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Grains.Caching;

/// <summary>A tier whose parts are grains. A part that does not answer soon is left alone for a while: the cache must never be slower than the search.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="find">Asks a part.</param>
/// <param name="put">Tells a part.</param>
/// <param name="serializer">Turns values into bytes.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says which part did not answer.</param>
internal sealed partial class GrainTier<TValue>(
    Func<long, byte[], CancellationToken, Task<CacheEntry?>> find, Func<long, CacheEntry, Task> put, Serializer<TValue> serializer, TimeProvider time, ILogger log)
    : ICacheTier<TValue>
{
    private static readonly TimeSpan FindMax = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // By part: until when it is not asked, in UTC ticks.
    private readonly long[] _leftAlone = new long[CachePartitions.Count];

    /// <inheritdoc/>
    public async ValueTask<TierEntry<TValue>?> FindAsync(CacheKey key, CancellationToken cancellationToken)
    {
        long partition = CachePartitions.Of(key);
        if (Volatile.Read(ref _leftAlone[partition]) > time.GetUtcNow().UtcTicks)
            return null;
        using CancellationTokenSource late = new(FindMax, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            CacheEntry? entry = await find(partition, key.Bytes.ToArray(), either.Token).WaitAsync(either.Token);
            return entry is null || serializer.Deserialize(entry.Value) is not { } value ? null : new TierEntry<TValue>(value, entry.Cost, entry.ExpiresAt, entry.IsNegative);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException or RagException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Volatile.Write(ref _leftAlone[partition], (time.GetUtcNow() + Pause).UtcTicks);
            LogSilent(log, error, partition);
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask PutAsync(CacheKey key, TierEntry<TValue> entry, CancellationToken cancellationToken)
    {
        long partition = CachePartitions.Of(key);
        if (Volatile.Read(ref _leftAlone[partition]) > time.GetUtcNow().UtcTicks)
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

    [LoggerMessage(Level = LogLevel.Debug, Message = "Part {Partition} of the cache did not answer")]
    private static partial void LogSilent(ILogger log, Exception error, long partition);
}
