using RagCluster.Grains.Interfaces.Query;
using RagCluster.Planning.Superposition.Plans;

namespace RagCluster.Grains.Planning;

/// <summary>Between plans and what a request says of its legs.</summary>
internal static class RetrievalPlanNames
{
    private const string Rerank = "+rerank";
    private const string MultiQuery = "multi-query+";

    /// <summary>The plan by which a request was answered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="hasVector">Whether the vector leg ran.</param>
    internal static string Of(SearchRequest request, bool hasVector)
    {
        string leg =
            !hasVector ? RetrievalMenu.Lexical
            : request.Mode == SearchMode.Dense ? RetrievalMenu.Dense
            : RetrievalMenu.Hybrid;
        return $"{(request.MultiQuery ? MultiQuery : "")}{leg}{(request.Reranker is null ? "" : Rerank)}";
    }

    /// <summary>A request with the legs of a plan of the menu.</summary>
    internal static SearchRequest With(SearchRequest request, string plan) =>
        request with
        {
            IsPlanned = true,
            MultiQuery = plan.StartsWith(MultiQuery, StringComparison.Ordinal),
            Reranker = plan.EndsWith(Rerank, StringComparison.Ordinal) ? request.Reranker ?? "" : null,
            Mode = plan switch
            {
                RetrievalMenu.Lexical or RetrievalMenu.LexicalRerank => SearchMode.Bm25,
                RetrievalMenu.Dense => SearchMode.Dense,
                _ => SearchMode.Hybrid,
            },
        };

    /// <summary>Whether a request leaves its plan open.</summary>
    internal static bool IsOpen(SearchRequest request) => request is { Mode: SearchMode.Hybrid, MultiQuery: false, Hyde: false };

    /// <summary>The plans that a request can't have. The cache is asked before and after whatever the plan, so it is never one of the open ones.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isAnswer">Whether an answer is asked for: a search has one wording.</param>
    /// <param name="hasVectors">Whether the collection has any.</param>
    internal static string[] Excluded(SearchRequest request, bool isAnswer, bool hasVectors) =>
        [
            .. RetrievalMenu
                .Default.Plans.Select(plan => plan.Name)
                .Where(plan =>
                    plan == RetrievalMenu.Cached
                    || !isAnswer && plan.StartsWith(MultiQuery, StringComparison.Ordinal)
                    || !hasVectors && plan is not (RetrievalMenu.Lexical or RetrievalMenu.LexicalRerank)
                    || request.Reranker is not null && !plan.EndsWith(Rerank, StringComparison.Ordinal)
                ),
        ];
}
