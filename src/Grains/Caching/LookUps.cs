namespace RagCluster.Grains.Caching;

/// <summary>Look-ups of one kind of value by tier, counted from 1. Thread-safe.</summary>
/// <param name="tiers">The number of tiers.</param>
internal sealed class LookUps(int tiers)
{
    private readonly long[] _hits = new long[tiers];
    private readonly long[] _misses = new long[tiers];

    /// <summary>Look-ups that a tier answered.</summary>
    internal long Hits(int tier) => Interlocked.Read(ref _hits[tier - 1]);

    /// <summary>Look-ups that a tier could not answer.</summary>
    internal long Misses(int tier) => Interlocked.Read(ref _misses[tier - 1]);

    /// <summary>A tier answered.</summary>
    internal void Hit(int tier) => Interlocked.Increment(ref _hits[tier - 1]);

    /// <summary>A tier could not answer.</summary>
    internal void Missed(int tier) => Interlocked.Increment(ref _misses[tier - 1]);
}
