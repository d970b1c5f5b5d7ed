using RagCluster.Caching.Keys;

namespace RagCluster.Caching.Tiers;

/// <summary>
/// Several tiers as one cache. A request asks them from the highest down; what a lower one has is put into those above it. What none has is
/// made, once for all who ask at the same time, and put into the highest ones; it gets further down when they evict it
/// (<see cref="ICacheTier{TValue}"/>). Thread-safe when the tiers are.
/// </summary>
/// <remarks>
/// Nothing is ever invalidated: the key holds everything that a value depends on (<see cref="CacheKeyParts"/>), so that a write or a change
/// of scope leads to another key. Two rules make that safe. The positions in the key are read before the value is made. A value made from
/// older content than those positions is returned with <see cref="Keep.No"/>.
/// </remarks>
/// <typeparam name="TValue">The value.</typeparam>
public sealed class TieredCache<TValue>
{
    // A clock that did not move must not make a value worthless.
    private const double CostMin = 0.001;
    private readonly IReadOnlyList<ICacheTier<TValue>> _tiers;
    private readonly TieredOptions _options;
    private readonly TimeProvider _time;
    private readonly Coalescer<CacheKey, CachedResult<TValue>> _coalescer = new();
    private readonly long[] _hits;
    private long _made;
    private long _shared;
    private long _promotions;

    /// <summary>Puts tiers together.</summary>
    /// <param name="tiers">The tiers, the highest first; at least one.</param>
    /// <param name="options">How values move.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">There is no tier, or an option is out of range.</exception>
    public TieredCache(IReadOnlyList<ICacheTier<TValue>> tiers, TieredOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfZero(tiers.Count);
        options.Validate();
        _tiers = tiers;
        _options = options;
        _time = time;
        _hits = new long[tiers.Count];
    }

    /// <summary>What it has done so far.</summary>
    public TieredCounters Counters =>
        new(
            [.. _hits.Select((_, tier) => Interlocked.Read(ref _hits[tier]))],
            Interlocked.Read(ref _made),
            Interlocked.Read(ref _shared),
            Interlocked.Read(ref _promotions)
        );

    /// <summary>Looks a value up, and makes it when no tier has it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="make">Makes the value. Its token is cancelled when nobody waits for it any more.</param>
    /// <param name="cancellationToken">Gives this caller's wait up; others are not disturbed.</param>
    public async Task<CachedResult<TValue>> GetOrMakeAsync(
        CacheKey key,
        Func<CancellationToken, Task<MadeValue<TValue>>> make,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(make);
        // The highest tier alone is asked outside of the computation: a hit there waits for nothing.
        if (await FindHighestAsync(key, cancellationToken) is { } known)
            return known;
        (CachedResult<TValue> result, bool isShared) = await _coalescer.RunAsync(
            key,
            token => FindOrMakeAsync(key, make, token),
            cancellationToken
        );
        if (!isShared)
            return result;
        Interlocked.Increment(ref _shared);
        return result with { IsShared = true };
    }

    /// <summary>Looks a value up and makes none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives the look-up up.</param>
    /// <returns>The value; null when no tier has it.</returns>
    public async Task<CachedResult<TValue>?> FindAsync(CacheKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await FindHighestAsync(key, cancellationToken) ?? await FindBelowAsync(key, cancellationToken);
    }

    /// <summary>Puts a value into the highest tiers, for instance when warming from the query history.</summary>
    /// <param name="key">The key.</param>
    /// <param name="made">The value; nothing happens when it is not to be kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The value's cost is not known.</exception>
    public async ValueTask FillAsync(CacheKey key, MadeValue<TValue> made, CancellationToken cancellationToken)
    {
        if (made.Cost is not { } cost)
            throw new ArgumentException("The cost of a value that was made elsewhere has to be told.", nameof(made));
        if (made.Keep == Keep.No)
            return;
        bool isNegative = made.Keep == Keep.Briefly;
        TierEntry<TValue> entry = new(
            made.Value,
            cost,
            _time.GetUtcNow() + (isNegative ? _options.NegativeAgeMax : _options.AgeMax),
            isNegative
        );
        await PutAsync(key, entry, Math.Min(_options.FillTiers, _tiers.Count), cancellationToken);
    }

    private async ValueTask<CachedResult<TValue>?> FindHighestAsync(CacheKey key, CancellationToken cancellationToken)
    {
        if (await _tiers[0].FindAsync(key, cancellationToken) is not { } entry)
            return null;
        Interlocked.Increment(ref _hits[0]);
        return new(entry.Value, 1, false);
    }

    private async Task<CachedResult<TValue>?> FindBelowAsync(CacheKey key, CancellationToken cancellationToken)
    {
        for (int tier = 1; tier < _tiers.Count; tier++)
        {
            if (await _tiers[tier].FindAsync(key, cancellationToken) is not { } entry)
                continue;
            Interlocked.Increment(ref _hits[tier]);
            Interlocked.Increment(ref _promotions);
            await PutAsync(key, entry, tier, cancellationToken);
            return new(entry.Value, tier + 1, false);
        }

        return null;
    }

    private async Task<CachedResult<TValue>> FindOrMakeAsync(
        CacheKey key,
        Func<CancellationToken, Task<MadeValue<TValue>>> make,
        CancellationToken cancellationToken
    )
    {
        if (await FindBelowAsync(key, cancellationToken) is { } known)
            return known;
        long began = _time.GetTimestamp();
        MadeValue<TValue> made = await make(cancellationToken);
        Interlocked.Increment(ref _made);
        double took = Math.Max(_time.GetElapsedTime(began).TotalMilliseconds, CostMin);
        await FillAsync(key, made with { Cost = made.Cost ?? took }, cancellationToken);
        return new(made.Value, null, false);
    }

    // From the lowest up: what the upper tiers evict in turn finds its place below them.
    private async ValueTask PutAsync(CacheKey key, TierEntry<TValue> entry, int tiers, CancellationToken cancellationToken)
    {
        for (int tier = tiers - 1; tier >= 0; tier--)
            await _tiers[tier].PutAsync(key, entry, cancellationToken);
    }
}
