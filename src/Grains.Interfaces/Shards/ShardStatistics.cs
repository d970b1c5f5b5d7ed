using Orleans;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>What BM25 must know of a collection to score a query: additive over shards.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardStatistics")]
public sealed record ShardStatistics
{
    /// <summary>Chunks.</summary>
    [Id(0)]
    public long ChunkCount { get; init; }

    /// <summary>Sum of the chunks' lengths in terms, by field in the order of the index.</summary>
    [Id(1)]
    public double[] FieldLengths { get; init; } = [];

    /// <summary>For each analysed term of the query, the chunks that hold it.</summary>
    [Id(2)]
    public Dictionary<string, int> ChunkFrequencies { get; init; } = [];
}
