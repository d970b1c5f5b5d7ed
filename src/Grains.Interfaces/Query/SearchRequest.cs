using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>A query, validated.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SearchRequest")]
public sealed record SearchRequest
{
    /// <summary>The longest query, in characters.</summary>
    public const int QueryLengthMax = 1000;

    /// <summary>The most passages that can be asked for.</summary>
    public const int TopKMax = 100;

    /// <summary>The collection.</summary>
    [Id(0)]
    public required CollectionId Collection { get; init; }

    /// <summary>The query, trimmed.</summary>
    [Id(1)]
    public required string Query { get; init; }

    /// <summary>Passages wanted.</summary>
    [Id(2)]
    public int TopK { get; init; } = 5;

    /// <summary>Which legs run.</summary>
    [Id(3)]
    public SearchMode Mode { get; init; }

    /// <summary>Which documents may answer; null for all.</summary>
    [Id(4)]
    public MetadataFilter? Filter { get; init; }

    /// <summary>The most passages of one document; null for no limit.</summary>
    [Id(5)]
    public int? PerDocumentMax { get; init; }
}
