namespace RagCluster.Planning.Topology.Scaling;

/// <summary>
/// Computes the wanted number of silos: the largest that any measure asks for, each as the ratio of what is to what should be. Rises at
/// once, falls only after the lower number was enough for a while, to the highest number wanted in that while. Not safe for concurrent use.
/// </summary>
public sealed class ScalingPolicy
{
    // One step may double the cluster, so that one wild sample does not order twenty silos.
    private const int RiseFactorMax = 2;

    private readonly ScalingTargets _targets;
    private readonly Queue<(DateTimeOffset At, int Wanted)> _recent = new();
    private DateTimeOffset? _since;

    /// <summary>Creates a policy without a past.</summary>
    /// <param name="targets">The targets.</param>
    public ScalingPolicy(ScalingTargets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        _targets = targets;
    }

    /// <summary>The wanted number for a load.</summary>
    /// <param name="load">What the cluster bears.</param>
    /// <param name="now">The time of the sample; never before an earlier one.</param>
    public ScalingAdvice Advise(ClusterLoad load, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentOutOfRangeException.ThrowIfLessThan(load.SiloCount, 1);
        (int wanted, string reason) = Raw(load);
        _recent.Enqueue((now, wanted));
        _since ??= now;
        while (_recent.Peek().At < now - _targets.ScaleDownAfter)
            _recent.Dequeue();
        // A policy that has just begun does not know what the load was before.
        bool watched = now - _since >= _targets.ScaleDownAfter;
        if (wanted >= load.SiloCount)
            return Limit(wanted, wanted == load.SiloCount ? "steady" : reason);
        int highest = _recent.Max(sample => sample.Wanted);
        return watched && highest < load.SiloCount ? Limit(highest, reason) : Limit(load.SiloCount, "waiting");
    }

    private (int Wanted, string Reason) Raw(ClusterLoad load)
    {
        (double Ratio, string Reason)[] measures =
        [
            (load.CpuShare / _targets.CpuShare, "cpu"),
            (_targets.MemoryShare > 1 ? 0 : load.MemoryShare / _targets.MemoryShare, "memory"),
            ((double)load.QueueDepth / _targets.QueueDepthPerSilo / load.SiloCount, "queue"),
            (load.QueryP95 / _targets.QueryP95, "latency"),
        ];
        (double ratio, string reason) = measures.MaxBy(measure => measure.Ratio);
        if (Math.Abs(ratio - 1) <= _targets.Tolerance)
            return (load.SiloCount, "steady");
        int wanted = (int)Math.Ceiling(Math.Min(ratio, RiseFactorMax) * load.SiloCount - 1e-9);
        return (Math.Max(1, wanted), reason);
    }

    private ScalingAdvice Limit(int wanted, string reason) =>
        wanted < _targets.SilosMin ? new(_targets.SilosMin, "minimum")
        : wanted > _targets.SilosMax ? new(_targets.SilosMax, "maximum")
        : new(wanted, reason);
}
