namespace RagCluster.Api.Operations;

/// <summary>Where a node stands in its life.</summary>
public enum NodePhase
{
    /// <summary>It listens, but its silo has not joined the cluster.</summary>
    Joining,

    /// <summary>It takes work.</summary>
    Active,

    /// <summary>It finishes what it has; new work should go elsewhere.</summary>
    Draining,
}
