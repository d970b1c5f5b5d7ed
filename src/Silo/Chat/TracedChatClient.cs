using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RagCluster.Corpus.Telemetry;

namespace RagCluster.Silo.Chat;

/// <summary>
/// A chat client whose calls are spans and measurements, named by OpenTelemetry's conventions for generative AI. No text goes into a span.
/// What a model says of its tokens is counted here and not handed on: whoever reads the answer reads words.
/// </summary>
internal sealed class TracedChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    private static readonly ActivitySource Source = new("RagCluster.Chat");

    private readonly ChatClientMetadata? _metadata = inner.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;

    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        GenAiCall call = new(
            GenAiMeter.Chat,
            _metadata?.ProviderName ?? "unknown",
            options?.ModelId ?? _metadata?.DefaultModelId ?? "unknown"
        );
        using Activity? span = Start(call);
        long began = Stopwatch.GetTimestamp();
        bool first = true;
        await using IAsyncEnumerator<ChatResponseUpdate> updates = base.GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates, span, call, began))
        {
            ChatResponseUpdate update = updates.Current;
            if (update.Contents.OfType<UsageContent>().FirstOrDefault()?.Details is { } used)
            {
                Count(span, call, used);
                continue;
            }

            if (first)
            {
                TimeSpan took = Stopwatch.GetElapsedTime(began);
                GenAiMeter.Began(call, took);
                span?.SetTag("gen_ai.response.time_to_first_chunk", took.TotalSeconds);
                span?.SetTag("gen_ai.response.model", update.ModelId);
            }

            first = false;
            yield return update;
        }

        GenAiMeter.Ended(call, Stopwatch.GetElapsedTime(began));
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, Activity? span, GenAiCall call, long began)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception error)
        {
            string type = error.GetType().FullName ?? error.GetType().Name;
            GenAiMeter.Ended(call, Stopwatch.GetElapsedTime(began), type);
            span?.SetTag("error.type", type);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private static void Count(Activity? span, GenAiCall call, UsageDetails used)
    {
        if (used.InputTokenCount is { } input)
            GenAiMeter.Used(call, isOutput: false, input);
        if (used.OutputTokenCount is { } output)
            GenAiMeter.Used(call, isOutput: true, output);
        span?.SetTag("gen_ai.usage.input_tokens", used.InputTokenCount);
        span?.SetTag("gen_ai.usage.output_tokens", used.OutputTokenCount);
    }

    private Activity? Start(GenAiCall call)
    {
        Activity? span = Source.StartActivity($"chat {call.Model}", ActivityKind.Client);
        span?.SetTag("gen_ai.operation.name", call.Operation);
        span?.SetTag("gen_ai.provider.name", _metadata?.ProviderName);
        span?.SetTag("gen_ai.request.model", call.Model);
        span?.SetTag("server.address", _metadata?.ProviderUri?.Host);
        return span;
    }
}
