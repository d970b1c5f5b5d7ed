using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Operations;
using RagCluster.Grains.Planning;
using RagCluster.Grains.Query;

namespace RagCluster.Grains.Caching;

/// <summary>
/// Queries, answered from the cache where it knows the answer for the present state of the collection. An answer is kept only when the shards
/// were searched at exactly the positions that its key names, so a hit is what the search would have found.
/// </summary>
/// <param name="tiers">Whether answers are kept.</param>
/// <param name="semantic">Finds kept ones, those to near questions too.</param>
/// <param name="keys">What an answer depends on.</param>
/// <param name="history">Is told what is asked.</param>
/// <param name="retrieval">Finds the passages of a query.</param>
/// <param name="questions">Finds those of a question.</param>
/// <param name="answering">Answers from them.</param>
/// <param name="time">The clock of durations.</param>
internal sealed class CachedQueries(
    CacheTiers tiers,
    SemanticHits semantic,
    QueryKeys keys,
    QueryHistory history,
    Retrieval retrieval,
    QuestionSearch questions,
    Answering answering,
    TimeProvider time
)
{
    /// <summary>Finds the passages for a query.</summary>
    /// <param name="request">The query.</param>
    /// <param name="trace">Is told the steps of the computation, when it is this caller's own; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<SearchResponse> SearchAsync(SearchRequest request, QueryTrace? trace, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        if (await KeyAsync(CachedKind.Retrieval, request, cancellationToken) is not { } key)
        {
            FoundPassages computed = await retrieval.SearchAsync(request, trace, cancellationToken);
            trace?.Ended(computed);
            return computed.Response;
        }

        return Told(await semantic.GetOrMakeAsync(key, request, FindAsync, cancellationToken), began);

        async Task<CachedQuery> FindAsync(CancellationToken token)
        {
            FoundPassages found = await retrieval.SearchAsync(request, trace, token);
            trace?.Ended(found);
            return new CachedQuery(found.Response, null) { IsOfAnotherState = !found.IsOf(key.Settings, key.Positions) };
        }
    }

    /// <summary>Answers a question.</summary>
    /// <param name="request">The question.</param>
    /// <param name="trace">As of a search.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<AskResponse> AskAsync(SearchRequest request, QueryTrace? trace, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        SearchRequest plain = Plain(request);
        if (await KeyAsync(CachedKind.Answer, plain, cancellationToken) is not { } key)
        {
            CachedQuery made = await MakeAsync(plain, null, null, trace, cancellationToken);
            return new AskResponse(made.Answer!, made.Search, time.GetElapsedTime(began));
        }

        CachedResult<CachedQuery> result = await semantic.GetOrMakeAsync(
            key,
            plain,
            token => MakeAsync(plain, key, null, trace, token),
            cancellationToken
        );
        // Passages that were just found keep the time of their search.
        SearchResponse search = CachedBy(result) is null ? result.Value.Search : Told(result, began);
        return new AskResponse(result.Value.Answer!, search, time.GetElapsedTime(began));
    }

    /// <summary>The events of one answer: as they come when it is computed, all at once when it is known.</summary>
    /// <param name="request">The question.</param>
    /// <param name="trace">As of a search.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async IAsyncEnumerable<AskEvent> StreamAsync(
        SearchRequest request,
        QueryTrace? trace,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        long began = time.GetTimestamp();
        SearchRequest plain = Plain(request);
        QueryKey? key = await KeyAsync(CachedKind.Answer, plain, cancellationToken);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<AskEvent> live = Channel.CreateUnbounded<AskEvent>();
        Task<CachedResult<CachedQuery>> asked = AskedAsync(plain, key, live.Writer, trace, ended.Token);
        try
        {
            bool isLive = false;
            await foreach (AskEvent next in live.Reader.ReadAllAsync(cancellationToken))
            {
                isLive = true;
                yield return next;
            }

            CachedResult<CachedQuery> result = await asked;
            if (isLive)
                yield break;
            foreach (AskEvent next in Events(Told(result, began), result.Value.Answer!, time.GetElapsedTime(began)))
                yield return next;
        }
        finally
        {
            // Whoever listens no more wants nothing more.
            await ended.CancelAsync();
        }
    }

    // Citations name chunks, so passages stay what they are.
    private static SearchRequest Plain(SearchRequest request) => request with { Ranking = request.Ranking with { Joined = 1 } };

    // The writer is completed whatever happens, and told only what this caller's own computation says.
    private async Task<CachedResult<CachedQuery>> AskedAsync(
        SearchRequest request,
        QueryKey? key,
        ChannelWriter<AskEvent> live,
        QueryTrace? trace,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return key is null
                ? new(await MakeAsync(request, null, live, trace, cancellationToken), null, false)
                : await semantic.GetOrMakeAsync(key, request, token => MakeAsync(request, key, live, trace, token), cancellationToken);
        }
        finally
        {
            live.TryComplete();
        }
    }

    private async Task<CachedQuery> MakeAsync(
        SearchRequest request,
        QueryKey? key,
        ChannelWriter<AskEvent>? live,
        QueryTrace? trace,
        CancellationToken cancellationToken
    )
    {
        Answer? answer = null;
        (string asked, FoundPassages found) = await questions.FindAsync(request, trace, cancellationToken);
        trace?.Ended(found);
        await foreach (
            AskEvent next in answering.AnswerAsync(request, asked, found.Response, cancellationToken).WithCancellation(cancellationToken)
        )
        {
            live?.TryWrite(next);
            answer = (next as AnswerCompleted)?.Answer ?? answer;
        }

        return answer is null
            ? throw new InvalidOperationException("The answer ended without its last event.")
            : new CachedQuery(found.Response, answer) { IsOfAnotherState = key is null || !found.IsOf(key.Settings, key.Positions) };
    }

    private ValueTask<QueryKey?> KeyAsync(CachedKind kind, SearchRequest request, CancellationToken cancellationToken)
    {
        if (request.BypassCache || !tiers.IsOn)
            return new((QueryKey?)null);
        history.Note(kind, request);
        return keys.ReadAsync(kind, request, cancellationToken);
    }

    // Hits have a stage of their own and are no part of the load: they would hide from both how long the search itself takes.
    private SearchResponse Told(CachedResult<CachedQuery> result, long began)
    {
        TimeSpan took = time.GetElapsedTime(began);
        string? by = CachedBy(result);
        if (by is not null)
            GrainsMeter.Cached(took);
        return result.Value.Search with { Took = took, Cached = by };
    }

    private static string? CachedBy(CachedResult<CachedQuery> result) =>
        result.Value.IsOfAnotherQuestion ? SemanticTier.Name
        : result.Tier is { } tier ? CacheTiers.Name(tier)
        : null;

    private static IEnumerable<AskEvent> Events(SearchResponse search, Answer answer, TimeSpan took)
    {
        yield return new PassagesFound(search);
        HashSet<string> cited = [];
        foreach (AnswerSentence sentence in answer.Sentences)
            yield return new SentenceAnswered(
                sentence,
                [.. answer.Citations.Where(citation => sentence.CitationIds.Contains(citation.Id) && cited.Add(citation.Id))]
            );
        yield return new AnswerCompleted(answer, took);
    }
}
