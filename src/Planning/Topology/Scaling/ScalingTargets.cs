namespace RagCluster.Planning.Topology.Scaling;

/// <summary>What each silo should bear, and how fast the number of silos may follow.</summary>
public sealed record ScalingTargets
{
    /// <summary>The fewest silos.</summary>
    public int SilosMin { get; init; } = 1;

    /// <summary>The most silos.</summary>
    public int SilosMax { get; init; } = 20;

    /// <summary>The share of the processors to use, above 0 up to 1. 0.7 leaves room for the load of one lost silo of three.</summary>
    public double CpuShare { get; init; } = 0.7;

    /// <summary>
    /// The share of its memory that a silo should hold, above 0; above 1 leaves memory out. Below the 0.85 from which a silo
    /// gives memory back, so that more silos come before caches shrink.
    /// </summary>
    public double MemoryShare { get; init; } = 0.8;

    /// <summary>Waiting documents per silo: about a minute of indexing on two cores.</summary>
    public int QueueDepthPerSilo { get; init; } = 200;

    /// <summary>The latency that queries should keep at the 95th percentile.</summary>
    public TimeSpan QueryP95 { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How far the load may be from its target without any change: 0.1 as in Kubernetes' horizontal autoscaler.</summary>
    public double Tolerance { get; init; } = 0.1;

    /// <summary>How long fewer silos must have been enough before their number falls.</summary>
    public TimeSpan ScaleDownAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What is wrong with these targets, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (SilosMin is < 1 or > 1000)
            yield return $"RAG__Scaling__SilosMin is {SilosMin}: set it between 1 and 1000.";
        if (SilosMax < SilosMin || SilosMax > 1000)
            yield return $"RAG__Scaling__SilosMax ({SilosMax}) is between RAG__Scaling__SilosMin ({SilosMin}) and 1000.";
        if (CpuShare is not (> 0 and <= 1))
            yield return $"RAG__Scaling__CpuShare is {CpuShare}: set it above 0 and up to 1.";
        if (!(MemoryShare > 0))
            yield return $"RAG__Scaling__MemoryShare is {MemoryShare}: set a share above 0, such as 0.8, or above 1 to leave memory out.";
        if (QueueDepthPerSilo < 1)
            yield return $"RAG__Scaling__QueueDepthPerSilo is {QueueDepthPerSilo}: set at least 1.";
        if (QueryP95 <= TimeSpan.Zero)
            yield return $"RAG__Scaling__QueryP95 is {QueryP95}: set a positive time.";
        if (Tolerance is not (>= 0 and < 1))
            yield return $"RAG__Scaling__Tolerance is {Tolerance}: set it from 0 to below 1.";
        if (ScaleDownAfter < TimeSpan.Zero)
            yield return $"RAG__Scaling__ScaleDownAfter is {ScaleDownAfter}: set no negative time.";
    }
}
