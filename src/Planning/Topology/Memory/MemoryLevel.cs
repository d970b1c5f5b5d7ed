namespace RagCluster.Planning.Topology.Memory;

/// <summary>How full the memory of a process is.</summary>
public enum MemoryLevel
{
    /// <summary>There is room.</summary>
    Roomy = 0,

    /// <summary>What only makes it faster takes less.</summary>
    Tight = 1,

    /// <summary>Work that can wait waits too.</summary>
    Critical = 2,
}
