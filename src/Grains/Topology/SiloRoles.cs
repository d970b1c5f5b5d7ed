namespace RagCluster.Grains.Topology;

/// <summary>What a silo is there for.</summary>
[Flags]
public enum SiloRoles
{
    /// <summary>Nothing of the below: grains without a role only.</summary>
    None = 0,

    /// <summary>Takes HTTP requests.</summary>
    Api = 1,

    /// <summary>Holds shards.</summary>
    Index = 2,

    /// <summary>Computes embeddings.</summary>
    Embed = 4,

    /// <summary>Everything; the default.</summary>
    All = Api | Index | Embed,
}
