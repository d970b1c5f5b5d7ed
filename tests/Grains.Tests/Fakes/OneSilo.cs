using RagCluster.Grains.Topology;

namespace RagCluster.Grains.Tests.Fakes;

/// <summary>A cluster of one silo.</summary>
internal sealed class OneSilo : IClusterView
{
    /// <summary>Its address.</summary>
    internal const string Address = "silo";

    public string Local => Address;

    public bool IsOutcast => false;

    public IReadOnlyList<ClusterSilo> Silos { get; } =
    [new ClusterSilo(Address, Address, SiloRoles.Index | SiloRoles.Embed | SiloRoles.Api, 1, false)];
}
