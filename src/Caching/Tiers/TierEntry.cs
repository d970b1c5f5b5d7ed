namespace RagCluster.Caching.Tiers;

/// <summary>A value on its way between tiers.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Cost">What it cost to make, above 0; milliseconds by convention.</param>
/// <param name="ExpiresAt">From when on no tier returns it. A tier's own time to live may end before, but moving between tiers never makes
/// a value younger.</param>
/// <param name="IsNegative">Whether it says that there is nothing.</param>
public sealed record TierEntry<TValue>(TValue Value, double Cost, DateTimeOffset ExpiresAt, bool IsNegative);
