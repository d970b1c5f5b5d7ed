using System.Runtime.CompilerServices;
using Orleans.Concurrency;
using RagCluster.Caching.Tiers;
using RagCluster.Corpus.Answers;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query.Keeping;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Query;

/// <summary>
/// One query's way on the silo that got it. Stateless, so that as many run at once as there are queries. A search, a question and a
/// streamed answer are faces of one stream of events (<see cref="EventsAsync"/>): the arm of an experiment and the plan, which observers
/// bring → the key of everything that the answer depends on → is it kept? → find passages → answer from them → keep the answer → record
/// what came of it, which is the observers' again.
/// </summary>
[StatelessWorker]
[Reentrant]
internal sealed class QueryGrain(QuerySteps steps) : Grain, IQueryGrain
{
    /// <inheritdoc/>
    public async Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        PassagesFound? last = null;
        await foreach (QueryEvent next in EventsAsync(steps, QueryCall.Search(request), cancellationToken))
            last = (PassagesFound)next;
        return new SearchResponse(last!.Found, last.Call);
    }

    /// <inheritdoc/>
    public async Task<AskResponse> AskAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        PassagesFound? found = null;
        AnswerCompleted? last = null;
        await foreach (QueryEvent next in EventsAsync(steps, QueryCall.Ask(request), cancellationToken))
            (found, last) = ((next as PassagesFound) ?? found, (next as AnswerCompleted) ?? last);
        return new AskResponse(last!.Answer, found!.Found, last.Call);
    }

    /// <summary>
    /// The way of a query. A search has one event, its passages; of an answer the events come while it is made, or all at once when it is
    /// kept.
    /// </summary>
    /// <param name="steps">The steps.</param>
    /// <param name="asked">The query.</param>
    /// <param name="cancellationToken">Ends the work, as does whoever stops listening.</param>
    internal static async IAsyncEnumerable<QueryEvent> EventsAsync(
        QuerySteps steps,
        QueryCall asked,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // Arm and plan: observers change the query before anything else looks at it.
        using QueryWatches watches = await steps.Observers.BeginAsync(asked, cancellationToken);
        using LiveEvents live = new(watches.Call.IsAnswer, cancellationToken);
        Task<CachedResult<CachedQuery>> answering = AnswerAsync(steps, watches, live);
        try
        {
            await foreach (QueryEvent next in live.ReadAsync(answering, cancellationToken))
                yield return next;
            CachedResult<CachedQuery> result = await watches.WatchAsync(answering, cancellationToken);
            CachedQuery answered = result.Value;
            CallReport report = watches.Report() with { Cached = AnswerCache.AnsweredBy(result), AnsweredQuery = answered.AnsweredQuery };
            if (answered.Answer is not null && !live.HasAny)
            {
                yield return new PassagesFound(answered.Found, report);
                foreach (SentenceAnswered sentence in answered.Sentences())
                    yield return sentence;
            }

            // Record: observers hear what came of it, and may add to what the caller is told.
            report = await watches.EndAsync(new QueryOutcome(answered.Found, answered.Answer), report, cancellationToken);
            yield return answered.Answer is { } answer ? new AnswerCompleted(answer, report) : new PassagesFound(answered.Found, report);
        }
        finally
        {
            if (!answering.IsCompleted)
                await live.EndAsync();
        }
    }

    private static async Task<CachedResult<CachedQuery>> AnswerAsync(QuerySteps steps, QueryWatches watches, LiveEvents live)
    {
        CancellationToken ended = live.Ended;
        QueryKey? key = await steps.Keys.ReadAsync(watches.Call, ended);
        // Kept? Otherwise it is made, and kept where it may be.
        return await steps.Cache.GetOrMakeAsync(key, watches.Call.Request, token => MakeAsync(steps, watches, key, live, token), ended);
    }

    private static async Task<CachedQuery> MakeAsync(
        QuerySteps steps,
        QueryWatches watches,
        QueryKey? key,
        LiveEvents live,
        CancellationToken cancellationToken
    )
    {
        QueryCall call = watches.Call;
        (string question, SearchFinding finding) = call.IsAnswer
            ? await steps.Asking.FindAsync(call.Request, watches, cancellationToken)
            : (call.Request.Query, await steps.Finding.SearchAsync(call.Request, null, watches, cancellationToken));
        watches.Found(finding);
        Answer? answer = null;
        if (call.IsAnswer)
        {
            live.Write(new PassagesFound(finding.Passages, watches.Report()));
            answer = await steps.Answering.WriteAsync(call.Request, question, finding.Passages, live.Write, cancellationToken);
        }

        return new CachedQuery(finding.Passages, answer) { IsOfAnotherState = key is null || !finding.IsOf(key.Settings, key.Positions) };
    }
}
