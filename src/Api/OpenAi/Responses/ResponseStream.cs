using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using RagCluster.Api.Json;
using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.OpenAi.Responses;

/// <summary>
/// An answer as the server-sent events of <c>/v1/responses</c>: the search begins and ends, then the message comes sentence by sentence.
/// Each event has its type twice, as its name and as a member, and a number that counts from 0.
/// </summary>
internal sealed class ResponseStream(ResponseWriter writer)
{
    private const int SearchPlace = 0;
    private const int MessagePlace = 1;
    private int _number;
    private int _annotations;

    /// <summary>The events of an answer.</summary>
    internal async IAsyncEnumerable<SseItem<string>> WriteAsync(
        IAsyncEnumerable<QueryEvent> events,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (SseItem<string> item in Begin())
            yield return item;
        FoundPassages? found = null;
        await using IAsyncEnumerator<QueryEvent> source = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            (QueryEvent? next, OpenAiError? error) = await ChatStream.NextAsync(source, cancellationToken);
            if (error is not null)
                yield return Item("response.failed", new { response = writer.Fail(error) });
            if (next is null)
                yield break;
            found = (next as PassagesFound)?.Found ?? found;
            foreach (SseItem<string> item in Items(next, found))
                yield return item;
        }
    }

    private IEnumerable<SseItem<string>> Begin()
    {
        yield return Item("response.created", new { response = writer.Begin() });
        yield return Item("response.in_progress", new { response = writer.Begin() });
        yield return Item("response.output_item.added", new { output_index = SearchPlace, item = writer.Search("in_progress", null) });
        yield return OfSearch("in_progress");
        yield return OfSearch("searching");
    }

    private IEnumerable<SseItem<string>> Items(QueryEvent next, FoundPassages? found) =>
        next switch
        {
            PassagesFound passages => Found(passages.Found),
            SentenceAnswered answered => Sentence(answered),
            AnswerCompleted completed when found is not null => End(found, completed.Answer),
            _ => [],
        };

    private IEnumerable<SseItem<string>> Found(FoundPassages found)
    {
        yield return OfSearch("completed");
        yield return Item("response.output_item.done", new { output_index = SearchPlace, item = writer.Search("completed", found) });
        yield return Item("response.output_item.added", new { output_index = MessagePlace, item = writer.Message("in_progress") });
        yield return OfMessage("response.content_part.added", new { part = ResponseWriter.Part("", []) });
    }

    private IEnumerable<SseItem<string>> Sentence(SentenceAnswered answered)
    {
        (string piece, object[] annotations) = writer.Add(answered.Sentence, answered.Citations);
        yield return OfMessage("response.output_text.delta", new { delta = piece, logprobs = Array.Empty<object>() });
        foreach (object annotation in annotations)
            yield return OfMessage("response.output_text.annotation.added", new { annotation_index = _annotations++, annotation });
    }

    private IEnumerable<SseItem<string>> End(FoundPassages found, Answer answer)
    {
        OpenAiResponse response = writer.End(found, answer);
        if (answer.Abstention is not null)
            yield return OfMessage("response.output_text.delta", new { delta = writer.Text, logprobs = Array.Empty<object>() });
        yield return OfMessage("response.output_text.done", new { text = writer.Text, logprobs = Array.Empty<object>() });
        yield return OfMessage("response.content_part.done", new { part = writer.Part() });
        yield return Item("response.output_item.done", new { output_index = MessagePlace, item = writer.Message("completed") });
        yield return Item("response.completed", new { response });
    }

    private SseItem<string> OfSearch(string step) =>
        Item($"response.file_search_call.{step}", new { output_index = SearchPlace, item_id = writer.SearchId });

    private SseItem<string> OfMessage(string type, object more)
    {
        JsonObject data = (JsonObject)JsonSerializer.SerializeToNode(more, ApiJson.Native)!;
        data["output_index"] = MessagePlace;
        data["item_id"] = writer.MessageId;
        data["content_index"] = 0;
        return Item(type, data);
    }

    private SseItem<string> Item(string type, object more)
    {
        JsonObject data = more as JsonObject ?? (JsonObject)JsonSerializer.SerializeToNode(more, ApiJson.Native)!;
        data["type"] = type;
        data["sequence_number"] = _number++;
        return new SseItem<string>(data.ToJsonString(ApiJson.Native), type);
    }
}
