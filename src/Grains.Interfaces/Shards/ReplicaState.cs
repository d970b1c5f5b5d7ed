namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>What a replica can do now.</summary>
public enum ReplicaState
{
    /// <summary>Answers.</summary>
    Serving = 0,

    /// <summary>Reads its shard's log; not asked, or says that it is not ready.</summary>
    Loading = 1,

    /// <summary>Another silo has taken over; it goes soon.</summary>
    Retiring = 2,

    /// <summary>Did not answer in time.</summary>
    Unreachable = 3,

    /// <summary>Wanted, but there are fewer silos than replicas.</summary>
    Unassigned = 4,

    /// <summary>Could not read its shard; it is tried again, and the reason is told.</summary>
    Failed = 5,
}
