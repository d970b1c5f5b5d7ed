namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>Where a replica is on its way from one silo to another.</summary>
public enum ReplicaPhase
{
    /// <summary>Opens its shard; nobody asks it yet.</summary>
    Preparing = 0,

    /// <summary>Answers.</summary>
    Serving = 1,

    /// <summary>Another silo has taken over; answers whoever does not know yet, and goes soon.</summary>
    Retiring = 2,
}
