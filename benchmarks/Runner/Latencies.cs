namespace RagCluster.Benchmarks;

/// <summary>Times of many calls.</summary>
/// <param name="milliseconds">The times, in any order.</param>
/// <param name="seconds">How long the run took by the clock.</param>
internal sealed class Latencies(IEnumerable<double> milliseconds, double seconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    /// <summary>Calls that ended.</summary>
    internal int Count => _sorted.Length;

    /// <summary>Calls a second.</summary>
    internal double Rate => Count / seconds;

    /// <summary>The time that a share of the calls did not exceed, in milliseconds (nearest rank).</summary>
    /// <param name="share">The share, from 0 to 1.</param>
    internal double At(double share) => _sorted[Math.Clamp((int)Math.Ceiling(share * Count) - 1, 0, Count - 1)];
}
