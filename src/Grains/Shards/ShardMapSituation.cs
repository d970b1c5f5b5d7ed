using RagCluster.Grains.Topology;
using RagCluster.Planning.Topology.Placement;

namespace RagCluster.Grains.Shards;

/// <summary>What decides about the next shard map.</summary>
/// <param name="Open">The silos that may hold replicas from now on.</param>
/// <param name="Alive">The addresses of all silos that serve, those that are about to leave included.</param>
/// <param name="Ready">The replicas in preparation that have read their shard's log, as shard and silo.</param>
/// <param name="Now">The time.</param>
internal sealed record ShardMapSituation(
    IReadOnlyCollection<PlacementNode> Open,
    IReadOnlySet<string> Alive,
    IReadOnlySet<(int Shard, string Silo)> Ready,
    DateTimeOffset Now
)
{
    /// <summary>The situation of a cluster.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="leaving">The addresses of silos that are about to leave.</param>
    /// <param name="ready">The replicas in preparation that have read their shard's log.</param>
    /// <param name="now">The time.</param>
    internal static ShardMapSituation Of(
        IClusterView cluster,
        IReadOnlySet<string> leaving,
        IReadOnlySet<(int Shard, string Silo)> ready,
        DateTimeOffset now
    ) =>
        new(
            [
                .. cluster
                    .With(SiloRoles.Index)
                    .Where(silo => !leaving.Contains(silo.Address))
                    .Select(silo => new PlacementNode(silo.Address, silo.Name, silo.Capacity)),
            ],
            cluster.Silos.Select(silo => silo.Address).ToHashSet(StringComparer.Ordinal),
            ready,
            now
        );
}
