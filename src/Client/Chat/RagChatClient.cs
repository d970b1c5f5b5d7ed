using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RagCluster.Client.Http;

namespace RagCluster.Client.Chat;

/// <summary>
/// A collection as a chat client: the last message is the question, those before it the conversation. Each part of an answer has its
/// sources as <see cref="CitationAnnotation"/>s, whose region is the part of its content that they support; their document is
/// <c>FileId</c>, their chunk the additional property <c>chunk_id</c>. How the answer came about is the property <c>rag</c>. Without
/// evidence the text is the reason. Options name another collection as their model and are otherwise passed over; tools are refused, as
/// nothing is called.
/// </summary>
/// <param name="client">The server; disposing this leaves it as it is.</param>
/// <param name="collection">The collection that is asked, unless the options of a call name one.</param>
public sealed class RagChatClient(RagClient client, string collection) : IChatClient
{
    private const string Path = "/v1/chat/completions";
    private const string Prefix = "collection/";
    private const string Done = "[DONE]";

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ChatCompletion completion = await client
            .Connection.SendAsync<ChatCompletion>(Call(messages, options, isStream: false), cancellationToken)
            .ConfigureAwait(false);
        ChatPiece piece = completion.Choices.FirstOrDefault()?.Message ?? new ChatPiece();
        ChatMessage message = new(ChatRole.Assistant, [Content(piece, offset: 0)]) { MessageId = completion.Id };
        return new ChatResponse(message)
        {
            ResponseId = completion.Id,
            ModelId = completion.Model,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(completion.Created),
            FinishReason = ChatFinishReason.Stop,
            AdditionalProperties = Report(completion),
        };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        int length = 0;
        RagCall call = Call(messages, options, isStream: true);
        await foreach (SseItem<string> item in client.Connection.ReadEventsAsync(call, cancellationToken).ConfigureAwait(false))
        {
            if (item.Data == Done)
                yield break;
            ChatCompletion completion = client.Connection.Read<ChatCompletion>(item.Data);
            if (completion.Error is { } error)
                throw new RagClientException(RagFailure.Refused, error.Message ?? "The server could not answer.") { Code = error.Code };
            ChatChoice choice = completion.Choices.FirstOrDefault() ?? new ChatChoice();
            ChatPiece piece = choice.Delta ?? new ChatPiece();
            yield return Update(completion, choice, piece, length);
            length += piece.Content?.Length ?? 0;
        }

        throw new RagClientException(RagFailure.Interrupted, "The answer broke off. Ask again.");
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("ragcluster", client.Connection.Server, Prefix + collection)
        : serviceType == typeof(RagClient) ? client
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The client is its maker's.
    }

    private RagCall Call(IEnumerable<ChatMessage> messages, ChatOptions? options, bool isStream) =>
        options?.Tools is { Count: > 0 }
            ? throw new NotSupportedException("A collection calls no tools: leave ChatOptions.Tools out.")
            : RagCall.Post(
                Path,
                new
                {
                    model = options?.ModelId ?? Prefix + collection,
                    messages = messages.Select(message => new { role = message.Role.Value, content = message.Text }).ToArray(),
                    stream = isStream,
                }
            ) with
            {
                IsSafe = true,
            };

    private static ChatResponseUpdate Update(ChatCompletion completion, ChatChoice choice, ChatPiece piece, int offset) =>
        new(ChatRole.Assistant, piece.Content is { Length: > 0 } ? [Content(piece, offset)] : [])
        {
            ResponseId = completion.Id,
            MessageId = completion.Id,
            ModelId = completion.Model,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(completion.Created),
            FinishReason = choice.FinishReason is null ? null : ChatFinishReason.Stop,
            AdditionalProperties = Report(completion),
        };

    // The server counts places in the whole answer, a region in its own content.
    private static TextContent Content(ChatPiece piece, int offset)
    {
        TextContent content = new(piece.Content);
        ChatCitation[] citations = [.. (piece.Annotations ?? []).Select(source => source.UrlCitation).OfType<ChatCitation>()];
        if (citations.Length > 0)
            content.Annotations = [.. citations.Select(citation => Annotation(citation, offset))];
        return content;
    }

    private static CitationAnnotation Annotation(ChatCitation citation, int offset) =>
        new()
        {
            Title = citation.Title,
            Url = Uri.TryCreate(citation.Url, UriKind.RelativeOrAbsolute, out Uri? url) ? url : null,
            FileId = citation.DocumentId,
            Snippet = citation.Quote,
            AnnotatedRegions =
            [
                new TextSpanAnnotatedRegion { StartIndex = citation.StartIndex - offset, EndIndex = citation.EndIndex - offset },
            ],
            AdditionalProperties = new AdditionalPropertiesDictionary { ["chunk_id"] = citation.ChunkId },
        };

    private static AdditionalPropertiesDictionary? Report(ChatCompletion completion) =>
        completion.Rag is { } report ? new AdditionalPropertiesDictionary { ["rag"] = report } : null;
}
