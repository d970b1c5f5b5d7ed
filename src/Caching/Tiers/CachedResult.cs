namespace RagCluster.Caching.Tiers;

/// <summary>A value and where it came from.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Tier">The tier that had it, from 1; null when it was made.</param>
/// <param name="IsShared">Whether it was made for another caller who asked first.</param>
public readonly record struct CachedResult<TValue>(TValue Value, int? Tier, bool IsShared);
