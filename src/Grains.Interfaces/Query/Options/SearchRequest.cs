using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>A query, validated.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SearchRequest")]
public sealed record SearchRequest
{
    /// <summary>The longest query, in characters.</summary>
    public const int QueryLengthMax = 1000;

    /// <summary>The metadata key by which a document says who may read it.</summary>
    public const string AccessKey = "access";

    /// <summary>The collection.</summary>
    [Id(0)]
    public required CollectionId Collection { get; init; }

    /// <summary>The query, trimmed.</summary>
    [Id(1)]
    public required string Query { get; init; }

    /// <summary>How it is to be answered.</summary>
    [Id(2)]
    public SearchOptions Options { get; init; } = new();
}
