using RagCluster.Planning.Topology.Scaling;

namespace RagCluster.Grains.Topology;

/// <summary>What each silo should bear. Section <c>Scaling</c>: <c>RAG__Scaling__SilosMax</c> and so on.</summary>
public sealed class ScalingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Scaling";

    private static readonly ScalingTargets Defaults = new();

    /// <summary>The fewest silos.</summary>
    public int SilosMin { get; set; } = Defaults.SilosMin;

    /// <summary>The most silos.</summary>
    public int SilosMax { get; set; } = Defaults.SilosMax;

    /// <summary>The share of the processors to use, above 0 up to 1.</summary>
    public double CpuShare { get; set; } = Defaults.CpuShare;

    /// <summary>The share of its memory that a silo should hold, above 0; above 1 leaves memory out.</summary>
    public double MemoryShare { get; set; } = Defaults.MemoryShare;

    /// <summary>Waiting documents per silo.</summary>
    public int QueueDepthPerSilo { get; set; } = Defaults.QueueDepthPerSilo;

    /// <summary>The latency that queries should keep at the 95th percentile.</summary>
    public TimeSpan QueryP95 { get; set; } = Defaults.QueryP95;

    /// <summary>How far the load may be from its target without any change.</summary>
    public double Tolerance { get; set; } = Defaults.Tolerance;

    /// <summary>How long fewer silos must have been enough before their number falls.</summary>
    public TimeSpan ScaleDownAfter { get; set; } = Defaults.ScaleDownAfter;

    /// <summary>The targets of the policy.</summary>
    public ScalingTargets ToTargets() =>
        new()
        {
            SilosMin = SilosMin,
            SilosMax = SilosMax,
            CpuShare = CpuShare,
            MemoryShare = MemoryShare,
            QueueDepthPerSilo = QueueDepthPerSilo,
            QueryP95 = QueryP95,
            Tolerance = Tolerance,
            ScaleDownAfter = ScaleDownAfter,
        };
}
