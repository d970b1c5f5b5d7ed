using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace RagCluster.Silo.Chat;

/// <summary>
/// A chat client whose calls are spans, named by OpenTelemetry's conventions for generative AI. No text goes into a span.
/// </summary>
internal sealed class TracedChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    private static readonly ActivitySource Source = new("RagCluster.Chat");

    private readonly ChatClientMetadata? _metadata = inner.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using Activity? span = Start(options);
        try
        {
            ChatResponse response = await base.GetResponseAsync(messages, options, cancellationToken);
            span?.SetTag("gen_ai.response.model", response.ModelId);
            return response;
        }
        catch (Exception error)
        {
            Fail(span, error);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using Activity? span = Start(options);
        long began = Stopwatch.GetTimestamp();
        bool first = true;
        await using IAsyncEnumerator<ChatResponseUpdate> updates = base.GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates, span))
        {
            if (first)
            {
                span?.SetTag("gen_ai.response.time_to_first_chunk", Stopwatch.GetElapsedTime(began).TotalSeconds);
                span?.SetTag("gen_ai.response.model", updates.Current.ModelId);
            }

            first = false;
            yield return updates.Current;
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, Activity? span)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception error)
        {
            Fail(span, error);
            throw;
        }
    }

    private static void Fail(Activity? span, Exception error)
    {
        span?.SetTag("error.type", error.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error);
    }

    private Activity? Start(ChatOptions? options)
    {
        string model = options?.ModelId ?? _metadata?.DefaultModelId ?? "unknown";
        Activity? span = Source.StartActivity($"chat {model}", ActivityKind.Client);
        span?.SetTag("gen_ai.operation.name", "chat");
        span?.SetTag("gen_ai.provider.name", _metadata?.ProviderName);
        span?.SetTag("gen_ai.request.model", model);
        span?.SetTag("server.address", _metadata?.ProviderUri?.Host);
        return span;
    }
}
