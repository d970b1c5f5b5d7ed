using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Grains.Caching;

/// <summary>The three tiers as this silo sees them: its own memory, the memory of all silos, the store.</summary>
internal sealed class CacheTiers
{
    /// <summary>The number of tiers.</summary>
    internal const int TierCount = 3;

    private readonly CacheOptions _options;
    private readonly CachePartitions _partitions;
    private readonly SemanticTier _semantic;
    private readonly TierStack<CachedQuery> _queries;

    // Apart in this silo's memory: each query that is computed makes one more of these, and they would push answers out of a small LRU.
    private readonly TierStack<float[]> _embeddings;

    /// <summary>Puts the tiers together.</summary>
    public CacheTiers(
        IOptions<CacheOptions> options,
        CachePartitions partitions,
        CacheWindows windows,
        SemanticTier semantic,
        IGrainFactory grains,
        IServiceProvider services,
        TimeProvider time,
        ILogger<CacheTiers> log
    )
    {
        _options = options.Value;
        _partitions = partitions;
        _semantic = semantic;
        _queries = new(
            _options,
            windows.Queries,
            grains,
            services.GetRequiredService<Serializer<CachedQuery>>(),
            query => query.EstimateBytes(),
            time,
            log
        );
        _embeddings = new(
            _options,
            windows.Embeddings,
            grains,
            services.GetRequiredService<Serializer<float[]>>(),
            vector => sizeof(float) * vector.LongLength,
            time,
            log
        );
    }

    /// <summary>Whether anything is kept.</summary>
    internal bool IsOn => _options.IsOn;

    /// <summary>Leaves a share of their limits to what this silo keeps in memory of the two upper tiers.</summary>
    internal void Shrink(double share)
    {
        _queries.Shrink(share);
        _embeddings.Shrink(share);
        _partitions.Shrink(share);
    }

    /// <summary>What the tiers hold and did on this silo.</summary>
    internal CacheStatistics Statistics()
    {
        (CachedKind Kind, LookUps LookUps)[] kinds = [.. _queries.Kinds, .. _embeddings.Kinds];
        return new CacheStatistics(
            [
                .. Enumerable
                    .Range(1, TierCount)
                    .Select(tier => new CacheTierStatistics(
                        Name(tier),
                        tier == 1 ? _queries.HotEntries + _embeddings.HotEntries : _partitions.Entries(tier),
                        kinds.Sum(kind => kind.LookUps.Hits(tier)),
                        kinds.Sum(kind => kind.LookUps.Misses(tier)),
                        tier == 1 ? _queries.HotEvictions + _embeddings.HotEvictions : _partitions.Evictions(tier)
                    )),
                .. _semantic.Statistics() is { } near ? [near] : Array.Empty<CacheTierStatistics>(),
            ],
            _queries.Shared + _embeddings.Shared
        )
        {
            Kinds =
            [
                .. kinds.Select(kind => new CacheKindStatistics(
                    Name(kind.Kind),
                    Enumerable.Range(1, TierCount).Sum(kind.LookUps.Hits),
                    kind.LookUps.Misses(TierCount)
                )),
            ],
        };
    }

    /// <summary>What queries found and were answered.</summary>
    internal TierStack<CachedQuery> Queries => _queries;

    /// <summary>As of what a query found, the embedding of its text: it is the same whatever the documents are.</summary>
    internal async Task<float[]> GetOrEmbedAsync(
        CacheKey key,
        Func<CancellationToken, Task<float[]>> make,
        CancellationToken cancellationToken
    )
    {
        return (await _embeddings.GetOrMakeAsync(key, MakeAsync, cancellationToken)).Value;

        async Task<MadeValue<float[]>> MakeAsync(CancellationToken token) => new(await make(token));
    }

    /// <summary>What a tier is called, counted from 1.</summary>
    internal static string Name(int tier) => $"L{tier}";

    /// <summary>What a kind is called in figures.</summary>
    internal static string Name(CachedKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Whether a value that was made is kept, and for how long.</summary>
    internal Keep Keep(CachedQuery made)
    {
        if (made.IsOfAnotherState || made.IsOfAnotherQuestion || made.IsDegraded || made.EstimateBytes() > _options.EntryBytesMax)
            return RagCluster.Caching.Tiers.Keep.No;
        return made.IsNegative ? RagCluster.Caching.Tiers.Keep.Briefly : RagCluster.Caching.Tiers.Keep.Yes;
    }
}
