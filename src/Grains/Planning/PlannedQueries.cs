using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Planning;

/// <summary>
/// Queries with a plan: chosen before the cache is asked, so that the plan's legs are in the key; what came of it is recorded and told to the
/// planner. While the planner is off and nobody asks for an explanation a query passes untouched.
/// </summary>
internal sealed class PlannedQueries(CachedQueries queries, PlanChooser chooser, QueryRecorder recorder, IOptions<PlannerOptions> options)
{
    /// <summary>Finds the passages for a query.</summary>
    internal async Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        if (PassesUntouched(request))
            return await queries.SearchAsync(request, null, cancellationToken);
        PlannedQuery query = await chooser.PlanAsync(request, false, cancellationToken);
        SearchResponse search = await queries.SearchAsync(query.Request, query.Trace, cancellationToken);
        return search with { Explanation = await recorder.EndAsync(query, search, null, cancellationToken) };
    }

    /// <summary>Answers a question.</summary>
    internal async Task<AskResponse> AskAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        if (PassesUntouched(request))
            return await queries.AskAsync(request, null, cancellationToken);
        PlannedQuery query = await chooser.PlanAsync(request, true, cancellationToken);
        AskResponse asked = await queries.AskAsync(query.Request, query.Trace, cancellationToken);
        return asked with
        {
            Search = asked.Search with { Explanation = await recorder.EndAsync(query, asked.Search, asked.Answer, cancellationToken) },
        };
    }

    /// <summary>The events of one answer; the last one says how it was found.</summary>
    internal async IAsyncEnumerable<AskEvent> StreamAsync(
        SearchRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        PlannedQuery? query = PassesUntouched(request) ? null : await chooser.PlanAsync(request, true, cancellationToken);
        SearchResponse? search = null;
        await foreach (
            AskEvent next in queries
                .StreamAsync(query?.Request ?? request, query?.Trace, cancellationToken)
                .WithCancellation(cancellationToken)
        )
        {
            search = (next as PassagesFound)?.Search ?? search;
            yield return next is AnswerCompleted completed && query is not null && search is not null
                ? completed with
                {
                    Explanation = await recorder.EndAsync(query, search, completed.Answer, cancellationToken),
                }
                : next;
        }
    }

    private bool PassesUntouched(SearchRequest request) => !options.Value.IsOn && !request.Explain;
}
