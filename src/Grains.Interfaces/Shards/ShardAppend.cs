using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>An indexed version of a document on its way to its shard's log.</summary>
/// <param name="Record">The chunks with their embeddings; its sequence is not assigned yet.</param>
/// <param name="ExtractedText">The text that all offsets refer to.</param>
/// <param name="MediaType">The media type that the reader found.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardAppend")]
public sealed record ShardAppend(
    [property: Id(0)] ShardLogRecord Record,
    [property: Id(1)] string ExtractedText,
    [property: Id(2)] string MediaType
)
{
    /// <summary>The shards that answer, as the writer of this knew them.</summary>
    [Id(3)]
    public required ShardCopy Copy { get; init; }

    /// <summary>The same version with the vectors of another model, while the collection's model changes; null otherwise.</summary>
    [Id(4)]
    public ShardLogRecord? SecondRecord { get; init; }

    /// <summary>The shards that take <see cref="SecondRecord"/>; null when there are none.</summary>
    [Id(5)]
    public ShardCopy? SecondCopy { get; init; }

    /// <summary>The steps that led here; the one that runs is this one.</summary>
    [Id(6)]
    public JobStep[] Steps { get; init; } = [];
}
