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
        IAsyncEnumerable<AskEvent> events,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        SearchResponse? search = null;
        await using IAsyncEnumerator<AskEvent> source = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            (AskEvent? next, ProblemDetails? problem) = await NextAsync(source, cancellationToken);
            if (problem is not null)
                yield return new SseItem<string>(JsonSerializer.Serialize(problem, ApiJson.Problem), "error");
            if (next is null)
                yield break;
            search = next is PassagesFound found ? found.Search : search;
            foreach (SseItem<string> item in Items(query, next, search))
            {
                yield return item;
            }
        }
    }

    // The status line is gone once a stream began, so an error can only be told inside the stream.
    private static async Task<(AskEvent? Next, ProblemDetails? Problem)> NextAsync(
        IAsyncEnumerator<AskEvent> source,
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

    private static IEnumerable<SseItem<string>> Items(string query, AskEvent next, SearchResponse? search)
    {
        switch (next)
        {
            case PassagesFound found:
                yield return Item("search_results", SearchResultResponse.From(query, found.Search));
                break;
            case SentenceAnswered answered:
                foreach (CitationResponse citation in answered.Citations.Select(CitationResponse.From))
                {
                    yield return Item("citation", citation);
                }

                yield return Item("message", SentenceResponse.From(answered.Sentence));
                break;
            case AnswerCompleted completed when search is not null:
                yield return Item(
                    "final_answer",
                    AskResultResponse.From(query, completed.Answer, search with { Explanation = completed.Explanation }, completed.Took)
                );
                break;
        }
    }

    private static SseItem<string> Item<T>(string name, T data) => new(JsonSerializer.Serialize(data, ApiJson.Native), name);
}
