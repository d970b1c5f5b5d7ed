using RagCluster.Planning.Placement;

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
);
