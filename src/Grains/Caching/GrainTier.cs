using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Planning.Calls.Routing;

namespace RagCluster.Grains.Caching;

/// <summary>
/// A tier whose parts are grains. A part that takes longer than it takes to make such values counts as one that has nothing, and is left
/// alone for a while; where that is usual, values of the kind are neither looked up nor kept: the cache must never be slower than what it
/// saves.
/// </summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="find">Asks a part.</param>
/// <param name="put">Tells a part.</param>
/// <param name="worth">How long a part has to answer.</param>
/// <param name="serializer">Turns values into bytes.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says which part did not answer.</param>
internal sealed partial class GrainTier<TValue>(
    Func<long, byte[], CancellationToken, Task<CacheEntry?>> find,
    Func<long, CacheEntry, Task> put,
    LookUpWorth worth,
    Serializer<TValue> serializer,
    TimeProvider time,
    ILogger log
) : ICacheTier<TValue>
{
    // A tenth of each new sample; and of the look-ups that seem not worth it one in so many, to hear when they are again.
    private const double SampleShare = 0.1;
    private const int TriedAnyway = 64;
    private static readonly string[] Names =
    [
        .. Enumerable.Range(0, CachePartitions.Count).Select(partition => partition.ToString(CultureInfo.InvariantCulture)),
    ];

    private readonly ReplicaChooser _parts = new(time, Random.Shared.NextDouble);
    private long _usualTicks;
    private int _leftOut;

    private TimeSpan Usual => TimeSpan.FromTicks(Volatile.Read(ref _usualTicks));

    /// <inheritdoc/>
    public async ValueTask<TierEntry<TValue>?> FindAsync(CacheKey key, CancellationToken cancellationToken)
    {
        long partition = CachePartitions.Of(key);
        if (
            _parts.IsSuspect(Names[partition])
            || (!worth.IsWorth(key.Kind, Usual) && Interlocked.Increment(ref _leftOut) % TriedAnyway != 0)
        )
            return null;
        long began = time.GetTimestamp();
        _parts.Begin(Names[partition]);
        using CancellationTokenSource late = new(worth.Deadline(key.Kind), time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            CacheEntry? entry = await find(partition, key.Bytes.ToArray(), either.Token).WaitAsync(either.Token);
            TimeSpan took = time.GetElapsedTime(began);
            _parts.Succeed(Names[partition], took);
            Volatile.Write(ref _usualTicks, (long)(Usual + (SampleShare * (took - Usual))).Ticks);
            return entry is null || serializer.Deserialize(entry.Value) is not { } value
                ? null
                : new TierEntry<TValue>(value, entry.Cost, entry.ExpiresAt, entry.IsNegative);
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
        worth.Observe(key.Kind, TimeSpan.FromMilliseconds(entry.Cost));
        long partition = CachePartitions.Of(key);
        if (_parts.IsSuspect(Names[partition]) || !worth.IsWorth(key.Kind, Usual))
            return;
        try
        {
            await put(
                partition,
                new CacheEntry(key.Bytes.ToArray(), serializer.SerializeToArray(entry.Value), entry.Cost, entry.ExpiresAt, entry.IsNegative)
            );
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            LogSilent(log, error, partition);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Part {Partition} of the cache did not answer")]
    private static partial void LogSilent(ILogger log, Exception error, long partition);
}
