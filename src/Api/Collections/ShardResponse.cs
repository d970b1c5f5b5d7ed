using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Api.Collections;

/// <summary>A replica of a shard over HTTP: <c>rows</c> are its chunks, <c>lag</c> the log records that it has yet to apply.</summary>
internal sealed record ShardResponse(
    int Shard,
    int Replica,
    long Position,
    long LogEnd,
    long Lag,
    int Documents,
    int Chunks,
    long Bytes,
    string Silo,
    ReplicaState State,
    string? Reason
)
{
    /// <summary>The HTTP form of a replica's status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="copy">The shards that answer, which are shown by their slots.</param>
    internal static ShardResponse From(ShardStatus status, ShardCopy copy) =>
        new(
            copy.SlotOf(status.Shard.Number),
            status.Replica,
            status.Position,
            status.LogEnd,
            Math.Max(0, status.LogEnd - status.Position),
            status.DocumentCount,
            status.ChunkCount,
            status.Bytes,
            status.Silo,
            status.State,
            status.Reason
        );
}
