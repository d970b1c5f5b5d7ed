using RagCluster.Api.OpenAi.VectorStores;
using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi.Responses;

/// <summary>
/// Puts an answer into the form of <c>/v1/responses</c>: a <c>file_search_call</c> with what was searched, then a message whose citations
/// are <c>file_citation</c>s at the ends of the sentences that they support. Whole or piece by piece it is the same text.
/// </summary>
/// <param name="body">The request.</param>
/// <param name="request">What was read from it.</param>
/// <param name="tokens">What counts tokens.</param>
/// <param name="time">The clock.</param>
internal sealed class ResponseWriter(ResponsesBody body, SearchRequest request, ITextTokens tokens, TimeProvider time)
{
    private readonly string _id = $"resp_{Guid.NewGuid():N}";
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();
    private readonly AnswerText _growing = new();
    private readonly Dictionary<string, Citation> _citations = new(StringComparer.Ordinal);
    private readonly List<object> _annotations = [];

    /// <summary>The search's id.</summary>
    internal string SearchId { get; } = $"fs_{Guid.NewGuid():N}";

    /// <summary>The message's id.</summary>
    internal string MessageId { get; } = $"msg_{Guid.NewGuid():N}";

    /// <summary>The text so far.</summary>
    internal string Text { get; private set; } = "";

    /// <summary>A whole response.</summary>
    internal OpenAiResponse Write(AskResponse response)
    {
        foreach (AnswerSentence sentence in response.Answer.Sentences)
            Add(sentence, response.Answer.Citations);
        return End(response.Found, response.Answer);
    }

    /// <summary>The response as it begins.</summary>
    internal OpenAiResponse Begin() => Response("in_progress", null, [], null);

    /// <summary>The response with its answer; of one that is none, the reason is the text.</summary>
    internal OpenAiResponse End(FoundPassages found, Answer answer)
    {
        if (answer.Abstention is { } abstention)
            Text = abstention.Reason;
        ChatUsage usage = ChatUsage.Of(tokens, request.Query, request.Options.Answer.History, Text);
        return Response("completed", null, [Search("completed", found), Message("completed")], ChatReport.Of(answer)) with
        {
            Usage = ResponseUsage.From(usage),
        };
    }

    /// <summary>The response that failed.</summary>
    internal OpenAiResponse Fail(OpenAiError error) =>
        Response(
            "failed",
            new { code = error.Type == "server_error" ? "server_error" : "invalid_prompt", message = error.Message },
            [],
            null
        );

    /// <summary>The next sentence.</summary>
    /// <returns>What it adds to the text, and its citations.</returns>
    internal (string Piece, object[] Annotations) Add(AnswerSentence sentence, IEnumerable<Citation> citations)
    {
        foreach (Citation citation in citations)
            _citations[citation.Id] = citation;
        string piece = _growing.Add(sentence);
        Text += piece;
        object[] annotations =
        [
            .. sentence
                .CitationIds.Select(_citations.GetValueOrDefault)
                .OfType<Citation>()
                .Select(cited => new
                {
                    type = "file_citation",
                    file_id = cited.DocumentId.Value,
                    filename = VectorStoreHit.NameOf(cited.Uri, cited.Title),
                    index = _growing.Length,
                    cited.Quote,
                }),
        ];
        _annotations.AddRange(annotations);
        return (piece, annotations);
    }

    /// <summary>The search, as far as it is.</summary>
    internal object Search(string status, FoundPassages? found) =>
        new
        {
            id = SearchId,
            type = "file_search_call",
            status,
            queries = found is { Queries.Length: > 0 } ? found.Queries : [request.Query],
            results = found is not null && body.WantsResults
                ? (body.Search?.Reaching(found.Passages) ?? found.Passages).Select(Result).ToArray()
                : null,
        };

    /// <summary>The message, as far as it is.</summary>
    internal object Message(string status) =>
        new
        {
            id = MessageId,
            type = "message",
            status,
            role = "assistant",
            content = status == "completed" ? [Part()] : Array.Empty<object>(),
        };

    /// <summary>The message's text.</summary>
    internal object Part() => Part(Text, [.. _annotations]);

    /// <summary>A text as a part of a message.</summary>
    internal static object Part(string text, object[] annotations) =>
        new
        {
            type = "output_text",
            text,
            annotations,
            logprobs = Array.Empty<object>(),
        };

    private static object Result(Passage passage)
    {
        VectorStoreHit hit = VectorStoreHit.From(passage);
        return new
        {
            hit.FileId,
            hit.Filename,
            hit.Score,
            hit.Attributes,
            passage.Chunk.Text,
        };
    }

    private OpenAiResponse Response(string status, object? error, object[] output, ChatReport? report) =>
        new(_id, _created, status, error, body.Model, output, body.Tools ?? [], body.Instructions, body.Metadata ?? [], null, report);
}
