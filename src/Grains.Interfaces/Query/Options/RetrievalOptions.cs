using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>How candidates are found.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.RetrievalOptions")]
public sealed record RetrievalOptions
{
    private const int TimeoutMsMin = 10;
    private const int TimeoutMsMax = 60_000;

    /// <summary>Which legs run.</summary>
    [Id(0)]
    [Option(ForArms = true)]
    public SearchMode Mode { get; init; }

    /// <summary>Whether every vector must be compared; otherwise a graph may be used that can miss a near one.</summary>
    [Id(1)]
    [Option(ForArms = true)]
    public bool Exact { get; init; }

    /// <summary>Whether shards that don't answer in time may be left out; the response says how many answered.</summary>
    [Id(2)]
    [Option(ForArms = true)]
    public bool AllowPartial { get; init; }

    /// <summary>How long the shards may take, 10 to 60,000 milliseconds; null for the server's default.</summary>
    [Id(3)]
    [Option(ForArms = true)]
    public int? TimeoutMs { get; init; }

    /// <summary>Whether a model orders the best candidates anew.</summary>
    [Id(4)]
    [Option(ForArms = true)]
    public bool Rerank { get; init; }

    /// <summary>The model that does, which is then not left out; null for the default.</summary>
    [Id(5)]
    [Option(ForArms = true)]
    public string? Reranker { get; init; }

    /// <summary>
    /// Whether the planner and not the caller chose the legs: where the query can't be embedded, BM25 answers instead of vectors.
    /// </summary>
    [Id(6)]
    [Option(ForServer = true)]
    public bool IsPlanned { get; init; }

    /// <summary>
    /// By what each shard multiplies its calibrated search effort, 1 for those not named: as a recorded query was searched. Null for what
    /// each replica was tuned to.
    /// </summary>
    [Id(7)]
    [Option(ForServer = true)]
    public double[]? Efforts { get; init; }

    /// <summary>Whether the best candidates are ordered anew.</summary>
    public bool IsReranked => Rerank || Reranker is not null;

    /// <summary>How long the shards may take; null for the server's default.</summary>
    public TimeSpan? Timeout => TimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    /// <summary>The options, checked; an empty name asks for the default reranker.</summary>
    internal RetrievalOptions Checked()
    {
        if (TimeoutMs is < TimeoutMsMin or > TimeoutMsMax)
            throw RagException.Invalid("timeout_ms", $"timeout_ms is between {TimeoutMsMin} and {TimeoutMsMax}; {TimeoutMs} was sent.");
        return Reranker is "" ? this with { Rerank = true, Reranker = null } : this;
    }
}
