namespace RagCluster.Planning.Topology.Memory;

/// <summary>
/// Decides what a process gives back as its memory fills, before it is ended for it. A level begins with the first sample above its share;
/// it ends, one level at a time, when every sample of a while was below by a margin: what was given back must not be taken again at once.
/// Not safe for concurrent use.
/// </summary>
public sealed class MemoryPressure
{
    private readonly MemoryTargets _targets;
    private DateTimeOffset? _calmSince;

    /// <summary>Creates a policy that has seen nothing.</summary>
    /// <param name="targets">The targets.</param>
    public MemoryPressure(MemoryTargets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        _targets = targets;
    }

    /// <summary>How full it is.</summary>
    public MemoryLevel Level { get; private set; }

    /// <summary>What to give back.</summary>
    /// <param name="usedShare">The share of its memory that the process uses now.</param>
    /// <param name="now">The time of the sample; never before an earlier one.</param>
    public MemoryRelief Advise(double usedShare, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(usedShare);
        MemoryLevel reached =
            usedShare >= _targets.CriticalShare ? MemoryLevel.Critical
            : usedShare >= _targets.TightShare ? MemoryLevel.Tight
            : MemoryLevel.Roomy;
        if (reached >= Level || usedShare > ShareOf(Level) - _targets.Margin)
        {
            Level = reached > Level ? reached : Level;
            _calmSince = null;
        }
        else if (now - (_calmSince ??= now) >= _targets.CalmAfter)
        {
            Level--;
            _calmSince = null;
        }

        return MemoryRelief.Of(Level);
    }

    private double ShareOf(MemoryLevel level) => level == MemoryLevel.Critical ? _targets.CriticalShare : _targets.TightShare;
}
