namespace RagCluster.Grains.Topology;

/// <summary>
/// Whether this silo can be sure that the others reach it, and so wait for it before they acknowledge a write. Others give a silo up only
/// after it was silent for several seconds; it is unsure sooner than that, from its first probe that misses one, and when it has
/// not probed for long, as a process that stood still. A silo that has probed nobody is sure.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class PeerContact(TimeProvider time)
{
    // The watch probes each second, and a probe takes a second at most.
    private static readonly TimeSpan ProbeMax = TimeSpan.FromSeconds(3);

    private volatile Probe? _last;

    /// <summary>Whether every other silo was reached just now.</summary>
    internal bool IsSure => _last is not { } last || (!last.HasMissed && time.GetElapsedTime(last.At) <= ProbeMax);

    /// <summary>Whether another silo was not reached at the last probe.</summary>
    internal bool HasMissed => _last is { HasMissed: true };

    /// <summary>Notes a probe of the others.</summary>
    /// <param name="began">The clock's timestamp from before the probe.</param>
    /// <param name="hasMissed">Whether one was not reached.</param>
    internal void Note(long began, bool hasMissed) => _last = new Probe(began, hasMissed);

    private sealed record Probe(long At, bool HasMissed);
}
