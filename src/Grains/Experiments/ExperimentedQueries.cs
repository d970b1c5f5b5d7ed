using System.Runtime.CompilerServices;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Planning;

namespace RagCluster.Grains.Experiments;

/// <summary>
/// Queries, asked as their arm of a running experiment asks them. The arm's overrides are in the request before anything looks at it, so the
/// cache's key holds them: no arm is ever answered with another's answer.
/// </summary>
/// <param name="queries">Answers them.</param>
/// <param name="running">Knows the arms.</param>
/// <param name="reports">Is told what came of it.</param>
/// <param name="underWay">Is told of each.</param>
internal sealed class ExperimentedQueries(
    PlannedQueries queries,
    RunningExperiments running,
    OutcomeReports reports,
    QueriesUnderWay underWay
)
{
    /// <summary>Finds the passages for a query.</summary>
    internal async Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        using QueriesUnderWay.Query query = underWay.Begin();
        if (await running.ExposeAsync(request, cancellationToken) is not { } exposure)
            return await queries.SearchAsync(request, cancellationToken);
        try
        {
            SearchResponse response = await queries.SearchAsync(exposure.Request, cancellationToken);
            reports.Searched(exposure, response);
            return response with { Experiment = exposure.Told };
        }
        catch (Exception error) when (SaysSomething(error, cancellationToken))
        {
            reports.Failed(exposure);
            throw;
        }
    }

    /// <summary>Answers a question.</summary>
    internal async Task<AskResponse> AskAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        using QueriesUnderWay.Query query = underWay.Begin();
        if (await running.ExposeAsync(request, cancellationToken) is not { } exposure)
            return await queries.AskAsync(request, cancellationToken);
        try
        {
            AskResponse response = await queries.AskAsync(exposure.Request, cancellationToken);
            reports.Answered(exposure, response.Search, response.Answer, response.Took);
            return response with { Search = response.Search with { Experiment = exposure.Told } };
        }
        catch (Exception error) when (SaysSomething(error, cancellationToken))
        {
            reports.Failed(exposure);
            throw;
        }
    }

    /// <summary>The events of one answer.</summary>
    internal async IAsyncEnumerable<AskEvent> StreamAsync(
        SearchRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using QueriesUnderWay.Query query = underWay.Begin();
        Exposure? exposure = await running.ExposeAsync(request, cancellationToken);
        SearchResponse? search = null;
        await using IAsyncEnumerator<AskEvent> events = queries
            .StreamAsync(exposure?.Request ?? request, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(events, exposure, cancellationToken))
        {
            AskEvent next = events.Current;
            if (exposure is not null && next is PassagesFound found)
                next = new PassagesFound(search = found.Search with { Experiment = exposure.Told });
            if (exposure is not null && next is AnswerCompleted completed && search is not null)
                reports.Answered(exposure, search, completed.Answer, completed.Took);
            yield return next;
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<AskEvent> events, Exposure? exposure, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception error) when (exposure is not null && SaysSomething(error, cancellationToken))
        {
            reports.Failed(exposure);
            throw;
        }
    }

    // Who went away has seen nothing, and a wrong request fails in every arm.
    private static bool SaysSomething(Exception error, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && error is not RagException { Kind: ErrorKind.Invalid };
}
