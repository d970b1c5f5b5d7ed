namespace RagCluster.Client.Queries;

/// <summary>What searches and questions have in common; what is null gets the server's default.</summary>
/// <param name="Query">1 to 1,000 characters.</param>
public abstract record QueryRequest(string Query)
{
    /// <summary>Passages wanted, 1 to 100.</summary>
    public int? TopK { get; init; }

    /// <summary>Which legs run.</summary>
    public SearchMode? Mode { get; init; }

    /// <summary>Which documents may answer, by their metadata.</summary>
    public Filter? Filters { get; init; }

    /// <summary>The only documents that may answer, by their ids, 1 to 1,000.</summary>
    public IReadOnlyList<string>? Documents { get; init; }

    /// <summary>Only documents whose metadata <c>access</c> is one of these may answer; up to 64.</summary>
    public IReadOnlyList<string>? AccessScope { get; init; }

    /// <summary>The most passages of one document.</summary>
    public int? PerDocumentMax { get; init; }

    /// <summary>Whether every vector is compared.</summary>
    public bool? Exact { get; init; }

    /// <summary>Whether shards that don't answer in time may be left out.</summary>
    public bool? AllowPartial { get; init; }

    /// <summary>How long the shards may take, 10 to 60,000 milliseconds.</summary>
    public int? TimeoutMs { get; init; }

    /// <summary>How the legs' hits become one list.</summary>
    public QueryRanking? Ranking { get; init; }

    /// <summary>Whether a model orders the best candidates anew.</summary>
    public bool? Rerank { get; init; }

    /// <summary>The model that does.</summary>
    public string? Reranker { get; init; }

    /// <summary>Whether a cache may answer.</summary>
    public bool? Cache { get; init; }

    /// <summary>Whether a cache may answer with the answer to a near question.</summary>
    public bool? SemanticCache { get; init; }

    /// <summary>Whether the query may take part in an experiment.</summary>
    public bool? Experiments { get; init; }

    /// <summary>Who asks, so that the arm of an experiment stays the same.</summary>
    public string? Principal { get; init; }
}
