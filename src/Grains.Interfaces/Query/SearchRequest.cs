using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
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

    /// <summary>The most documents that can be named.</summary>
    public const int DocumentsMax = 1000;

    /// <summary>How many passages a group shows unless the request says it.</summary>
    public const int GroupPassagesDefault = 3;

    /// <summary>The most passages of all groups.</summary>
    public const int GroupedPassagesMax = 400;

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

    /// <summary>The only documents that may answer; null for all.</summary>
    [Id(14)]
    public DocumentId[]? Documents { get; init; }

    /// <summary>What was asked and answered before, oldest first. For answers only.</summary>
    [Id(15)]
    public ConversationTurn[] History { get; init; } = [];

    /// <summary>Whether the question is searched in several wordings. For answers only.</summary>
    [Id(16)]
    public bool MultiQuery { get; init; }

    /// <summary>Whether a passage that a chat model imagines is embedded instead of the question. For answers only.</summary>
    [Id(17)]
    public bool Hyde { get; init; }

    /// <summary>The most tokens of passages that an answer is made from; null for the server's limit. For answers only.</summary>
    [Id(18)]
    public int? ContextTokensMax { get; init; }

    /// <summary>What the passages are grouped by; then <see cref="TopK"/> counts groups, and <see cref="PerDocumentMax"/> the passages of each. For search only.</summary>
    [Id(19)]
    public ResultGrouping GroupBy { get; init; }

    /// <summary>The most passages of one document; null for no limit.</summary>
    public int? PassagesOfDocumentMax => PerDocumentMax ?? (GroupBy == ResultGrouping.Document ? GroupPassagesDefault : null);

    /// <summary>The most passages of the response.</summary>
    public int PassagesMax =>
        GroupBy == ResultGrouping.Document ? (int)Math.Min((long)TopK * (PassagesOfDocumentMax ?? 1), GroupedPassagesMax) : TopK;

    /// <summary>Whether the response says how it was found. Such a query is computed, as with <see cref="BypassCache"/>, and recorded.</summary>
    [Id(20)]
    public bool Explain { get; init; }

    /// <summary>Whether the planner and not the caller chose the legs: where the query can't be embedded, BM25 answers instead of vectors.</summary>
    [Id(21)]
    public bool IsPlanned { get; init; }

    /// <summary>Who asks: what keeps its arm in an experiment, and nothing else; null when the request does not say.</summary>
    [Id(25)]
    public string? Principal { get; init; }

    /// <summary>Whether the query takes part in no experiment: for measuring.</summary>
    [Id(26)]
    public bool SkipsExperiments { get; init; }

    /// <summary>The chat model that writes the answer, one of those that the server lists; null for the configured one.</summary>
    [Id(27)]
    public string? ChatModel { get; init; }

    /// <summary>How a chat model is to write, as far as the rules of grounding allow; null for nothing in particular.</summary>
    [Id(28)]
    public string? Prompt { get; init; }

    /// <summary>Whether the answer to a near question is refused where the server would give it.</summary>
    [Id(29)]
    public bool RefusesSemanticHits { get; init; }

    /// <summary>By what each shard multiplies its calibrated search effort, 1 for those not named: as a recorded query was searched. Null for what each replica was tuned to.</summary>
    [Id(30)]
    public double[]? Efforts { get; init; }
}
