using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>What an arm changes of a request; null leaves a field as it came. Who may see what is no part of it.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.QueryOverrides")]
public sealed record QueryOverrides
{
    /// <summary>The collection that answers instead: one with the same documents in other chunks or under another model.</summary>
    [Id(0)]
    public string? Collection { get; init; }

    /// <summary>Passages wanted.</summary>
    [Id(1)]
    public int? TopK { get; init; }

    /// <summary>Which legs run.</summary>
    [Id(2)]
    public SearchMode? Mode { get; init; }

    /// <summary>The most passages of one document.</summary>
    [Id(3)]
    public int? PerDocumentMax { get; init; }

    /// <summary>Whether every vector must be compared.</summary>
    [Id(4)]
    public bool? Exact { get; init; }

    /// <summary>Whether shards that don't answer in time may be left out.</summary>
    [Id(5)]
    public bool? AllowPartial { get; init; }

    /// <summary>How long the shards may take.</summary>
    [Id(6)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether a model orders the best candidates anew.</summary>
    [Id(7)]
    public bool? Rerank { get; init; }

    /// <summary>The model that does.</summary>
    [Id(8)]
    public string? Reranker { get; init; }

    /// <summary>How two legs become one ranking.</summary>
    [Id(9)]
    public FusionMode? Fusion { get; init; }

    /// <summary>The vector leg's share in the fused score.</summary>
    [Id(10)]
    public double? DenseWeight { get; init; }

    /// <summary>Whether passages go that say what a better one has said.</summary>
    [Id(11)]
    public bool? Deduplicate { get; init; }

    /// <summary>How much unlikeness to the passages before counts.</summary>
    [Id(12)]
    public double? Diversity { get; init; }

    /// <summary>How many neighbours may be joined into one passage.</summary>
    [Id(13)]
    public int? Joined { get; init; }

    /// <summary>The share of the true nearest chunks that the vector leg is to find.</summary>
    [Id(14)]
    public double? Recall { get; init; }

    /// <summary>Whether the question is searched in several wordings.</summary>
    [Id(15)]
    public bool? MultiQuery { get; init; }

    /// <summary>Whether an imagined passage is embedded instead of the question.</summary>
    [Id(16)]
    public bool? Hyde { get; init; }

    /// <summary>The most tokens of passages that an answer is made from.</summary>
    [Id(17)]
    public int? ContextTokensMax { get; init; }

    /// <summary>The chat model that writes the answer.</summary>
    [Id(18)]
    public string? ChatModel { get; init; }

    /// <summary>How it is to write.</summary>
    [Id(19)]
    public string? Prompt { get; init; }

    /// <summary>The request as the arm asks it.</summary>
    /// <param name="request">The request as it came.</param>
    public SearchRequest Apply(SearchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RankingOptions ranking = request.Ranking;
        return request with
        {
            Collection = Collection is { } name ? new CollectionId(request.Collection.Tenant, name) : request.Collection,
            TopK = TopK ?? request.TopK,
            Mode = Mode ?? request.Mode,
            PerDocumentMax = PerDocumentMax ?? request.PerDocumentMax,
            Exact = Exact ?? request.Exact,
            AllowPartial = AllowPartial ?? request.AllowPartial,
            Timeout = Timeout ?? request.Timeout,
            Reranker = Rerank == false ? null : Reranker ?? request.Reranker ?? (Rerank == true ? "" : null),
            Ranking = new RankingOptions
            {
                Fusion = Fusion ?? ranking.Fusion,
                DenseWeight = DenseWeight ?? ranking.DenseWeight,
                Deduplicate = Deduplicate ?? ranking.Deduplicate,
                Diversity = Diversity ?? ranking.Diversity,
                Joined = Joined ?? ranking.Joined,
                Recall = Recall ?? ranking.Recall,
            },
            MultiQuery = MultiQuery ?? request.MultiQuery,
            Hyde = Hyde ?? request.Hyde,
            ContextTokensMax = ContextTokensMax ?? request.ContextTokensMax,
            ChatModel = ChatModel ?? request.ChatModel,
            Prompt = Prompt ?? request.Prompt,
        };
    }
}
