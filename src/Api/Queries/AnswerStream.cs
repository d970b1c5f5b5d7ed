using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using RagCluster.Api.Json;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Queries;

/// <summary>
/// An answer as server-sent events: <c>search_results</c>, then for each sentence its new <c>citation</c> events and a <c>message</c>,
/// last <c>final_answer</c>. An error after the beginning comes as an <c>error</c> event with a problem document.
/// </summary>
internal static class AnswerStream
{
    /// <summary>The events of an answer.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="events">How it is answered.</param>
    /// <param name="seen">The last event that the caller got of the same answer; empty for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async IAsyncEnumerable<SseItem<string>> WriteAsync(
        SearchRequest request,
        IAsyncEnumerable<QueryEvent> events,
        string seen,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ResumedStream stream = new(seen);
        FoundPassages? found = null;
        await using IAsyncEnumerator<QueryEvent> source = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            (QueryEvent? next, ProblemDetails? problem) = await NextAsync(source, cancellationToken);
            if (next is null)
            {
                foreach (SseItem<string> item in stream.Rest())
                    yield return item;
                // Without an id: who comes back goes on behind what came before it.
                if (problem is not null)
                    yield return new SseItem<string>(JsonSerializer.Serialize(problem, ApiJson.Problem), "error");
                yield break;
            }

            found = (next as PassagesFound)?.Found ?? found;
            foreach ((SseItem<string> item, string content) in Items(request, next, found))
            {
                foreach (SseItem<string> sent in stream.Next(item, content, next is AnswerCompleted))
                    yield return sent;
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

    private static IEnumerable<(SseItem<string> Item, string Content)> Items(SearchRequest request, QueryEvent next, FoundPassages? found)
    {
        switch (next)
        {
            case PassagesFound passages:
                SearchResultResponse results = SearchResultResponse.From(request.Query, new SearchResponse(passages.Found, passages.Call));
                yield return (Item("search_results", results), string.Join('\n', passages.Found.Passages.Select(one => one.Chunk.Id)));
                break;
            case SentenceAnswered answered:
                foreach (CitationResponse citation in answered.Citations.Select(CitationResponse.From))
                    yield return Whole("citation", citation);
                yield return Whole("message", SentenceResponse.From(answered.Sentence));
                break;
            case AnswerCompleted completed when found is not null:
                AskResultResponse answer = AskResultResponse.From(
                    request.Query,
                    new AskResponse(completed.Answer, found, completed.Call),
                    request.Collection.Name
                );
                yield return (Item("final_answer", answer), completed.Answer.Text);
                break;
        }
    }

    private static (SseItem<string> Item, string Content) Whole<T>(string name, T data)
    {
        SseItem<string> item = Item(name, data);
        return (item, item.Data);
    }

    private static SseItem<string> Item<T>(string name, T data) => new(JsonSerializer.Serialize(data, ApiJson.Native), name);
}
