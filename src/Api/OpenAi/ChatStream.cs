using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using RagCluster.Api.Json;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.OpenAi;

/// <summary>
/// An answer as the server-sent events of OpenAI's API: pieces without a name, then <c>[DONE]</c>. An error after the beginning comes as a
/// piece with an <c>error</c> member and ends the stream.
/// </summary>
internal static class ChatStream
{
    private const string Done = "[DONE]";

    /// <summary>The events of an answer.</summary>
    internal static async IAsyncEnumerable<SseItem<string>> WriteAsync(
        ChatWriter writer,
        IAsyncEnumerable<QueryEvent> events,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        yield return Item(writer.Begin());
        await using IAsyncEnumerator<QueryEvent> source = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            (QueryEvent? next, OpenAiError? error) = await NextAsync(source, cancellationToken);
            if (error is not null)
            {
                yield return Item(new { error });
                yield break;
            }

            if (next is null)
                break;
            if (next is SentenceAnswered answered)
                yield return Item(writer.Write(answered));
            if (next is AnswerCompleted completed)
            {
                foreach (ChatCompletion last in writer.End(completed.Answer))
                    yield return Item(last);
            }
        }

        yield return new SseItem<string>(Done);
    }

    /// <summary>The next event, or what went wrong: the status line is gone once a stream began.</summary>
    internal static async Task<(QueryEvent? Next, OpenAiError? Error)> NextAsync(
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
            return (null, OpenAiError.From(Problems.From(exception)));
        }
    }

    private static SseItem<string> Item<T>(T data) => new(JsonSerializer.Serialize(data, ApiJson.Native));
}
