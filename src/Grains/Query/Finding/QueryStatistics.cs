using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Query.Finding;

/// <summary>Term statistics for one query.</summary>
/// <param name="Statistics">The sums over the shards.</param>
/// <param name="Positions">For each shard what was counted.</param>
/// <param name="IsFresh">Whether they were asked for just now.</param>
internal sealed record QueryStatistics(ShardStatistics Statistics, ShardPosition[] Positions, bool IsFresh);
