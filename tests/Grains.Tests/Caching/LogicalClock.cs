namespace RagCluster.Grains.Tests.Caching;

/// <summary>Orders events: what happened before has the smaller number.</summary>
internal sealed class LogicalClock
{
    private long _now;

    /// <summary>The next moment.</summary>
    internal long Next() => Interlocked.Increment(ref _now);
}
