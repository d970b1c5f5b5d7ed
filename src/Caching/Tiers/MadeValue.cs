namespace RagCluster.Caching.Tiers;

/// <summary>A value that was just made.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Keep">Whether it may be kept.</param>
/// <param name="Cost">What it cost to make, above 0; the time that it took, in milliseconds, when null.</param>
public readonly record struct MadeValue<TValue>(TValue Value, Keep Keep = Keep.Yes, double? Cost = null);
