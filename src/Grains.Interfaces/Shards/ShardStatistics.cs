namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>What BM25 must know of a collection to score a query: sums over chunks, so that the parts of several shards add up.</summary>
/// <param name="ChunkCount">Chunks.</param>
/// <param name="TotalLength">Sum of the chunks' weighted lengths, in terms.</param>
/// <param name="ChunkFrequencies">For each analysed term of the query, the chunks that hold it.</param>
/// <param name="Position">The log position that was counted at; of a sum, none.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardStatistics")]
public sealed record ShardStatistics(
    [property: Id(0)] long ChunkCount,
    [property: Id(1)] long TotalLength,
    [property: Id(2)] Dictionary<string, long> ChunkFrequencies,
    [property: Id(3)] long Position
)
{
    /// <summary>The log that the position is of, see <see cref="ShardPosition.Lineage"/>.</summary>
    [Id(4)]
    public long Lineage { get; init; }
}
