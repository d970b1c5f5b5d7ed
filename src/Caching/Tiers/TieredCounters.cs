namespace RagCluster.Caching.Tiers;

/// <summary>What a tiered cache has done since it was made.</summary>
/// <param name="TierHits">Requests that each tier answered, from the highest.</param>
/// <param name="Made">Values made.</param>
/// <param name="Shared">Requests that got a value made for another one.</param>
/// <param name="Promotions">Entries put into higher tiers because a lower one had them.</param>
public sealed record TieredCounters(IReadOnlyList<long> TierHits, long Made, long Shared, long Promotions);
