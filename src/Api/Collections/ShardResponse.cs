using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Api.Collections;

/// <summary>A replica of a shard over HTTP.</summary>
internal sealed record ShardResponse(
    int Shard, int Replica, long Position, long LogEnd, long Lag, int Documents, int Chunks, string Silo)
{
    /// <summary>The HTTP form of a replica's status.</summary>
    internal static ShardResponse From(ShardStatus status) => new(
        status.Shard.Number,
        status.Replica,
        status.Position,
        status.LogEnd,
        status.LogEnd - status.Position,
        status.DocumentCount,
        status.ChunkCount,
        status.Silo);
}
