using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using RagCluster.Client.Http;

namespace RagCluster.Client.Queries;

/// <summary>Searches and questions.</summary>
internal sealed class QueriesClient(RagConnection connection, TimeProvider time)
{
    private readonly ResumedEvents _events = new(connection, time);

    internal Task<SearchResult> SearchAsync(string collection, SearchQuery query, CancellationToken cancellationToken) =>
        connection.SendAsync<SearchResult>(Call(collection, "search", query), cancellationToken);

    internal Task<Answer> AskAsync(string collection, Question question, CancellationToken cancellationToken) =>
        connection.SendAsync<Answer>(Call(collection, "ask", question), cancellationToken);

    internal async IAsyncEnumerable<AnswerEvent> StreamAsync(
        string collection,
        Question question,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        RagCall call = Call(collection, "ask", question with { Stream = true });
        bool hasBegun = false;
        await foreach (
            SseItem<string> item in _events
                .ReadAsync(call, "final_answer", "The answer broke off. Ask again.", cancellationToken)
                .ConfigureAwait(false)
        )
        {
            if (Read(item) is not { } next)
                continue;
            // What was told is told: it can't be taken back from whoever has shown it.
            if (next is PassagesFound && hasBegun)
                throw new RagClientException(RagFailure.Interrupted, "The answer broke off and has become another one. Ask again.");
            hasBegun = true;
            yield return next;
        }
    }

    // Null for an event that a later server adds.
    private AnswerEvent? Read(SseItem<string> item) =>
        item.EventType switch
        {
            "search_results" => new PassagesFound(connection.Read<SearchResult>(item.Data)),
            "citation" => new CitationAdded(connection.Read<Citation>(item.Data)),
            "message" => new SentenceAdded(connection.Read<Sentence>(item.Data)),
            "final_answer" => new AnswerFinished(connection.Read<Answer>(item.Data)),
            "error" => throw Problem.From(item.Data, status: null, retryAfter: null),
            _ => null,
        };

    private static RagCall Call(string collection, string action, QueryRequest body) =>
        RagCall.Post($"/api/v1/collections/{RagCall.Part(collection)}/{action}", body) with
        {
            IsSafe = true,
        };
}
