namespace RagCluster.Planning.Topology.Memory;

/// <summary>When a process gives memory back.</summary>
public sealed record MemoryTargets
{
    /// <summary>The share of its memory from which caches and batches shrink.</summary>
    public double TightShare { get; init; } = 0.85;

    /// <summary>The share from which ingest pauses: what is left is for what has begun.</summary>
    public double CriticalShare { get; init; } = 0.92;

    /// <summary>How far below a share the memory must have fallen before that level ends.</summary>
    public double Margin { get; init; } = 0.05;

    /// <summary>How long it must have stayed there.</summary>
    public TimeSpan CalmAfter { get; init; } = TimeSpan.FromSeconds(30);
}
