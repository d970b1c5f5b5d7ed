using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using RagCluster.Api.Json;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Queries;

/// <summary>
/// An answer as server-sent events: <c>search_results</c>, then for each sentence its new <c>citation</c> events and a <c>message</c>,
/// last <c>final_answer</c>. An error after the beginning comes as an <c>error</c> event with a problem document.
/// </summary>
internal static class AnswerStream
{
    /// <summary>The events of an answer.</summary>
    internal static async IAsyncEnumerable<SseItem<string>> WriteAsync(
        string query,
        IAsyncEnumerable<QueryEvent> events,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        FoundPassages? found = null;
        await using IAsyncEnumerator<QueryEvent> source = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            (QueryEvent? next, ProblemDetails? problem) = await NextAsync(source, cancellationToken);
            if (problem is not null)
                yield return new SseItem<string>(JsonSerializer.Serialize(problem, ApiJson.Problem), "error");
            if (next is null)
                yield break;
            found = (next as PassagesFound)?.Found ?? found;
            foreach (SseItem<string> item in Items(query, next, found))
            {
                yield return item;
            }
        }
    }

    // The status line is gone once a stream began, so an error can only be told inside the stream.
    private static async Task<(QueryEvent? Next, ProblemDetails? Problem)> NextAsync(
        IAsyncEnumerator<QueryEvent> source,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await source.MoveNextAsync() ? (source.Current, null) : (null, null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Problems.From(exception));
        }
    }

    private static IEnumerable<SseItem<string>> Items(string query, QueryEvent next, FoundPassages? found)
    {
        switch (next)
        {
            case PassagesFound passages:
                yield return Item("search_results", SearchResultResponse.From(query, new SearchResponse(passages.Found, passages.Call)));
                break;
            case SentenceAnswered answered:
                foreach (CitationResponse citation in answered.Citations.Select(CitationResponse.From))
                {
                    yield return Item("citation", citation);
                }

                yield return Item("message", SentenceResponse.From(answered.Sentence));
                break;
            case AnswerCompleted completed when found is not null:
                yield return Item("final_answer", AskResultResponse.From(query, new AskResponse(completed.Answer, found, completed.Call)));
                break;
        }
    }

    private static SseItem<string> Item<T>(string name, T data) => new(JsonSerializer.Serialize(data, ApiJson.Native), name);
}
