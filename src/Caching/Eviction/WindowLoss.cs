namespace RagCluster.Caching.Eviction;

/// <summary>What misses cost with a window, by simulation on a sample of the keys.</summary>
/// <param name="Share">The window's share of the cache.</param>
/// <param name="Cost">The cost of its misses, older ones counting less, in the unit of <see cref="EntryTerms.Cost"/>.</param>
public readonly record struct WindowLoss(double Share, double Cost);
