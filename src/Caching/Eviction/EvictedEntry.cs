namespace RagCluster.Caching.Eviction;

/// <summary>A fresh entry that left a cache because of a limit, or was not admitted.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public readonly record struct EvictedEntry<TKey, TValue>(TKey Key, TValue Value);
