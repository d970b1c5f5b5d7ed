namespace RagCluster.Grains.Topology;

/// <summary>The cluster as this silo sees it. Never waits.</summary>
internal interface IClusterView
{
    /// <summary>The address of this silo.</summary>
    string Local { get; }

    /// <summary>Whether the others have declared this silo dead: whatever it held is theirs.</summary>
    bool IsOutcast { get; }

    /// <summary>The silos that serve, by name; never empty.</summary>
    IReadOnlyList<ClusterSilo> Silos { get; }

    /// <summary>
    /// The silos with a role, by name; all silos when none has it, so that a wrong setting slows the cluster and does not stop it.
    /// </summary>
    /// <param name="role">The role.</param>
    IReadOnlyList<ClusterSilo> With(SiloRoles role)
    {
        IReadOnlyList<ClusterSilo> silos = Silos;
        ClusterSilo[] chosen = [.. silos.Where(silo => silo.Roles.HasFlag(role))];
        return chosen.Length > 0 ? chosen : silos;
    }

    /// <summary>Whether a silo is known to serve.</summary>
    /// <param name="address">Its address.</param>
    bool Serves(string address) => Silos.Any(silo => silo.Address == address);
}
