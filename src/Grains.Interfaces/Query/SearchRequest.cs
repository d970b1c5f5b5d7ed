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

    /// <summary>The metadata key by which a document says who may read it.</summary>
    public const string AccessKey = "access";

    /// <summary>The most names of an access scope.</summary>
    public const int AccessNamesMax = 64;

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

    /// <summary>Whether every vector must be compared; otherwise a graph may be used that can miss a near one.</summary>
    [Id(6)]
    public bool Exact { get; init; }

    /// <summary>Whether the answer may leave out shards that don't answer in time; otherwise it fails then.</summary>
    [Id(7)]
    public bool AllowPartial { get; init; }

    /// <summary>How long the shards may take; null for the server's default.</summary>
    [Id(8)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>The reranker that orders the best candidates anew; null for none, empty for the default.</summary>
    [Id(9)]
    public string? Reranker { get; init; }

    /// <summary>How the legs' hits become one list.</summary>
    [Id(10)]
    public RankingOptions Ranking { get; init; } = new();

    /// <summary>Whether passages say where they hold words of the query.</summary>
    [Id(11)]
    public bool Highlight { get; init; }

    /// <summary>Whether the query is computed even where a cache knows the answer, and its answer kept in none: for measuring.</summary>
    [Id(12)]
    public bool BypassCache { get; init; }

    /// <summary>The names, a principal's own and its groups', to one of which a document must grant access by its metadata <see cref="AccessKey"/>; null for every document.</summary>
    [Id(13)]
    public string[]? AccessScope { get; init; }
}
