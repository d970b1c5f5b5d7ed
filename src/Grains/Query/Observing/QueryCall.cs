using RagCluster.Caching.Keys;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Query.Observing;

/// <summary>A query as it comes.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Kind">Whether passages or an answer are wanted.</param>
/// <param name="Origin">Who asks.</param>
internal sealed record QueryCall(SearchRequest Request, CachedKind Kind, QueryOrigin Origin = QueryOrigin.Caller)
{
    /// <summary>What the asker itself watches it with; null for nothing beside the registered observers.</summary>
    internal IQueryWatch? Watch { get; init; }

    /// <summary>Whether an answer is wanted.</summary>
    internal bool IsAnswer => Kind == CachedKind.Answer;

    /// <summary>Somebody's search.</summary>
    internal static QueryCall Search(SearchRequest request) => new(OfCaller(request), CachedKind.Retrieval);

    // Citations name chunks, so passages stay what they are.
    /// <summary>Somebody's question.</summary>
    internal static QueryCall Ask(SearchRequest request) => new(Unjoined(OfCaller(request)), CachedKind.Answer);

    /// <summary>The same query with the request as an observer wants it.</summary>
    internal QueryCall With(SearchRequest request) => this with { Request = IsAnswer ? Unjoined(request) : request };

    // What was asked before is repeated with the view that it was asked with; a caller has no other than their own.
    private static SearchRequest OfCaller(SearchRequest request) =>
        Caller.Current.View is { } view
            ? request with
            {
                Options = request.Options with { Scope = request.Options.Scope with { View = view } },
            }
            : request;

    private static SearchRequest Unjoined(SearchRequest request) =>
        request.Options.Ranking.Joined == 1
            ? request
            : request with
            {
                Options = request.Options with { Ranking = request.Options.Ranking with { Joined = 1 } },
            };
}
