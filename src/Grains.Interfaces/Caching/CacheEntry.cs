namespace RagCluster.Grains.Interfaces.Caching;

/// <summary>A cached value on its way between tiers.</summary>
/// <param name="Key">What it is a function of, as bytes.</param>
/// <param name="Value">The value, as bytes that the silo which made it understands.</param>
/// <param name="Cost">What it cost to make, in milliseconds, above 0.</param>
/// <param name="ExpiresAt">From when on nobody may have it.</param>
/// <param name="IsNegative">Whether it says that there is nothing.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CacheEntry")]
public sealed record CacheEntry(
    [property: Id(0)] byte[] Key,
    [property: Id(1)] byte[] Value,
    [property: Id(2)] double Cost,
    [property: Id(3)] DateTimeOffset ExpiresAt,
    [property: Id(4)] bool IsNegative
);
