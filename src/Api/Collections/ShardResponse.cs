using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Api.Collections;

/// <summary>A replica of a shard: where it runs, what it holds and how far it has come.</summary>
/// <param name="Shard">The shard's number, from 0.</param>
/// <param name="Replica">The replica's number, from 0.</param>
/// <param name="Position">The number of the last log record that it applied.</param>
/// <param name="LogEnd">The number of the last log record that the store holds.</param>
/// <param name="Lag">Log records that it has yet to apply.</param>
/// <param name="Documents">Documents that it answers from.</param>
/// <param name="Chunks">Chunks that it answers from.</param>
/// <param name="Bytes">Memory that its vectors, postings and texts take, in bytes.</param>
/// <param name="Silo">The address of the silo that it runs on; empty when it is not assigned.</param>
/// <param name="State">What it can do.</param>
/// <param name="Reason">Why it could not read its shard; null unless its state is <c>failed</c>.</param>
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
