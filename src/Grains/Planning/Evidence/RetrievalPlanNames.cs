using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Grains.Planning.Evidence;

/// <summary>Between plans and what a request says of its legs.</summary>
internal static class RetrievalPlanNames
{
    private const string Rerank = "+rerank";
    private const string MultiQuery = "multi-query+";

    /// <summary>The plan by which a request was answered.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="hasVector">Whether the vector leg ran.</param>
    internal static string Of(SearchOptions options, bool hasVector)
    {
        string leg =
            !hasVector ? RetrievalMenu.Lexical
            : options.Retrieval.Mode == SearchMode.Dense ? RetrievalMenu.Dense
            : RetrievalMenu.Hybrid;
        return $"{(options.Answer.MultiQuery ? MultiQuery : "")}{leg}{(options.Retrieval.IsReranked ? Rerank : "")}";
    }

    /// <summary>Options with the legs of a plan of the menu.</summary>
    internal static SearchOptions With(SearchOptions options, string plan)
    {
        bool isReranked = plan.EndsWith(Rerank, StringComparison.Ordinal);
        return options with
        {
            Answer = options.Answer with { MultiQuery = plan.StartsWith(MultiQuery, StringComparison.Ordinal) },
            Retrieval = options.Retrieval with
            {
                IsPlanned = true,
                Rerank = isReranked,
                Reranker = isReranked ? options.Retrieval.Reranker : null,
                Mode = plan switch
                {
                    RetrievalMenu.Lexical or RetrievalMenu.LexicalRerank => SearchMode.Bm25,
                    RetrievalMenu.Dense => SearchMode.Dense,
                    _ => SearchMode.Hybrid,
                },
            },
        };
    }

    /// <summary>Whether a request leaves its plan open.</summary>
    internal static bool IsOpen(SearchOptions options) =>
        options is { Retrieval.Mode: SearchMode.Hybrid, Answer: { MultiQuery: false, Hyde: false } };

    /// <summary>
    /// The plans that a request can't have. The cache is asked before and after whatever the plan, so it is never one of the open ones.
    /// </summary>
    /// <param name="options">The request's options.</param>
    /// <param name="isAnswer">Whether an answer is asked for: a search has one wording.</param>
    /// <param name="hasVectors">Whether the collection has any.</param>
    internal static string[] Excluded(SearchOptions options, bool isAnswer, bool hasVectors) =>
        [
            .. RetrievalMenu
                .Default.Plans.Select(plan => plan.Name)
                .Where(plan =>
                    plan == RetrievalMenu.Cached
                    || !isAnswer && plan.StartsWith(MultiQuery, StringComparison.Ordinal)
                    || !hasVectors && plan is not (RetrievalMenu.Lexical or RetrievalMenu.LexicalRerank)
                    || options.Retrieval.IsReranked && !plan.EndsWith(Rerank, StringComparison.Ordinal)
                ),
        ];
}
