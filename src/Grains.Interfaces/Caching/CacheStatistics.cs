namespace RagCluster.Grains.Interfaces.Caching;

/// <summary>What the cache of answers holds and did since the silos started.</summary>
/// <param name="Tiers">Its tiers, from the highest.</param>
/// <param name="Coalesced">Queries that got the answer computed for an equal one at the same time.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CacheStatistics")]
public sealed record CacheStatistics([property: Id(0)] CacheTierStatistics[] Tiers, [property: Id(1)] long Coalesced)
{
    /// <summary>The kinds of values that were looked up.</summary>
    [Id(2)]
    public CacheKindStatistics[] Kinds { get; init; } = [];

    /// <summary>Nothing is known.</summary>
    public static CacheStatistics None { get; } = new([], 0);

    /// <summary>The sum over silos.</summary>
    /// <param name="parts">What each silo says.</param>
    public static CacheStatistics Sum(IReadOnlyCollection<CacheStatistics> parts) =>
        new(
            [
                .. parts
                    .SelectMany(part => part.Tiers)
                    .GroupBy(tier => tier.Tier)
                    .OrderBy(tier => tier.Key, StringComparer.Ordinal)
                    .Select(tier => new CacheTierStatistics(
                        tier.Key,
                        tier.Sum(one => one.Entries),
                        tier.Sum(one => one.Hits),
                        tier.Sum(one => one.Misses),
                        tier.Sum(one => one.Evictions)
                    )),
            ],
            parts.Sum(part => part.Coalesced)
        )
        {
            Kinds =
            [
                .. parts
                    .SelectMany(part => part.Kinds)
                    .GroupBy(kind => kind.Kind)
                    .OrderBy(kind => kind.Key, StringComparer.Ordinal)
                    .Select(kind => new CacheKindStatistics(kind.Key, kind.Sum(one => one.Hits), kind.Sum(one => one.Misses))),
            ],
        };
}
