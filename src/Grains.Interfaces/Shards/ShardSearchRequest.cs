using RagCluster.Corpus.Access;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>What a shard is asked.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardSearchRequest")]
public sealed record ShardSearchRequest
{
    /// <summary>The query's text, for BM25; null skips that leg.</summary>
    [Id(0)]
    public string? Text { get; init; }

    /// <summary>The query's embedding; null skips that leg.</summary>
    [Id(1)]
    public VectorBytes? Vector { get; init; }

    /// <summary>Hits wanted of each leg.</summary>
    [Id(2)]
    public int Limit { get; init; }

    /// <summary>Which documents may answer; null for all.</summary>
    [Id(3)]
    public MetadataFilter? Filter { get; init; }

    /// <summary>Term statistics of the whole collection; null when the shard is the whole collection.</summary>
    [Id(4)]
    public ShardStatistics? Statistics { get; init; }

    /// <summary>Whether every vector must be compared; otherwise a graph may be used that can miss a near one.</summary>
    [Id(5)]
    public bool Exact { get; init; }

    /// <summary>
    /// The share of the true nearest chunks that the vector leg is to find, above 0 and at most 1; null for the shard's default.
    /// </summary>
    [Id(6)]
    public double? Recall { get; init; }

    /// <summary>The only documents that may answer; null for all.</summary>
    [Id(7)]
    public DocumentId[]? Documents { get; init; }

    /// <summary>By what the calibrated search effort is multiplied, above 0; null for the replica's own factor.</summary>
    [Id(8)]
    public double? Effort { get; init; }

    /// <summary>What the caller sees; null for everything. Other documents are as if they were not there.</summary>
    [Id(9)]
    public AccessView? View { get; init; }
}
