using RagCluster.Api.Queries;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Experiments;

/// <summary>What an arm changes of a request: fields of <c>search</c> and <c>ask</c> by their names there, and <c>collection</c>. Those left out stay as they come.</summary>
internal sealed record OverridesBody(
    string? Collection = null,
    int? TopK = null,
    SearchMode? Mode = null,
    int? PerDocumentMax = null,
    bool? Exact = null,
    bool? AllowPartial = null,
    int? TimeoutMs = null,
    bool? Rerank = null,
    string? Reranker = null,
    RankingOverridesBody? Ranking = null,
    bool? MultiQuery = null,
    bool? Hyde = null,
    int? ContextTokensMax = null,
    string? ChatModel = null,
    string? Prompt = null
)
{
    /// <summary>The validated overrides.</summary>
    /// <param name="field">Their place in the body.</param>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal QueryOverrides ToOverrides(string field)
    {
        RankingOverridesBody ranking = Ranking ?? new RankingOverridesBody();
        QueryOverrides overrides = new()
        {
            Collection = Collection is null ? null : Names.Collection(Collection, $"{field}.collection").Name,
            TopK = TopK,
            Mode = Mode,
            PerDocumentMax = PerDocumentMax,
            Exact = Exact,
            AllowPartial = AllowPartial,
            Timeout = TimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            Rerank = Rerank,
            Reranker = Reranker,
            Fusion = ranking.Fusion,
            DenseWeight = ranking.DenseWeight,
            Deduplicate = ranking.Deduplicate,
            Diversity = ranking.Diversity,
            Joined = ranking.Joined,
            Recall = ranking.Recall,
            MultiQuery = MultiQuery,
            Hyde = Hyde,
            ContextTokensMax = ContextTokensMax,
            ChatModel = ChatModel,
            Prompt = Prompt,
        };
        Check(field);
        return overrides;
    }

    // By the rules of the requests themselves, so that no arm asks what nobody may ask.
    private void Check(string field)
    {
        SearchBody asked = new(
            "query",
            TopK,
            PerDocumentMax: PerDocumentMax,
            TimeoutMs: TimeoutMs,
            Ranking: (Ranking ?? new RankingOverridesBody()).ToBody(),
            ContextTokensMax: ContextTokensMax,
            ChatModel: ChatModel,
            Prompt: Prompt
        );
        try
        {
            asked.ToRequest(new CollectionId(CollectionId.DefaultTenant, "any"), TopK ?? 1);
        }
        catch (RagException invalid) when (invalid.Field is not null)
        {
            throw RagException.Invalid($"{field}.{invalid.Field}", invalid.Message);
        }
    }
}
