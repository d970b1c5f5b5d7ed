using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>Where a replica of a shard stands.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Replica">The replica's number, from 0.</param>
/// <param name="Position">The last log record that it applied.</param>
/// <param name="LogEnd">The last log record that the store holds.</param>
/// <param name="DocumentCount">Documents that it answers from.</param>
/// <param name="ChunkCount">Chunks that it answers from.</param>
/// <param name="Silo">The address of the silo that it runs on; empty when it is not assigned.</param>
/// <param name="State">What it can do.</param>
/// <param name="Bytes">Memory that its vectors, postings and texts take.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardStatus")]
public sealed record ShardStatus(
    [property: Id(0)] ShardId Shard,
    [property: Id(1)] int Replica,
    [property: Id(2)] long Position,
    [property: Id(3)] long LogEnd,
    [property: Id(4)] int DocumentCount,
    [property: Id(5)] int ChunkCount,
    [property: Id(6)] string Silo,
    [property: Id(7)] ReplicaState State,
    [property: Id(8)] long Bytes
)
{
    /// <summary>Why it could not read its shard; null unless <see cref="ReplicaState.Failed"/>.</summary>
    [Id(9)]
    public string? Reason { get; init; }
}
