using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Polly;
using Polly.CircuitBreaker;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace RagCluster.Silo.Chat;

/// <summary>
/// An OpenAI-compatible chat endpoint as an <see cref="IChatClient"/>. A breaker opens after repeated failures, so that a dead endpoint
/// costs one wait and not one for each question.
/// </summary>
internal sealed class OpenAiChatClient : IChatClient
{
    private readonly OpenAIClient _client;
    private readonly ChatSettings _settings;
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Creates a client of the configured endpoint.</summary>
    internal OpenAiChatClient(ChatSettings settings, TimeProvider time)
    {
        _settings = settings;
        // Retries would hold the reader up; the fallback to extraction is quicker.
        OpenAIClientOptions options = new() { Endpoint = new Uri(settings.Endpoint), RetryPolicy = new ClientRetryPolicy(0) };
        string key = settings.ApiKey.Length > 0 ? settings.ApiKey : "none";
        _client = new OpenAIClient(new ApiKeyCredential(key), options);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.9,
                    MinimumThroughput = 5,
                    SamplingDuration = TimeSpan.FromSeconds(30),
                    BreakDuration = TimeSpan.FromSeconds(10),
                }
            )
            .Build();
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            updates.Add(update);
        }

        return updates.ToChatResponse();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        OpenAI.Chat.ChatMessage[] prompt = [.. messages.Select(Translate)];
        string model = options?.ModelId ?? _settings.Model;
        await using IAsyncEnumerator<StreamingChatCompletionUpdate> stream = _client
            .GetChatClient(model)
            .CompleteChatStreamingAsync(prompt, Translate(options), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        bool more = await _pipeline.ExecuteAsync(token => FirstAsync(stream, token), cancellationToken);
        while (more)
        {
            string text = string.Concat(stream.Current.ContentUpdate.Select(part => part.Text));
            if (text.Length > 0)
                yield return new ChatResponseUpdate(ChatRole.Assistant, text) { ModelId = model };
            more = await stream.MoveNextAsync();
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai", new Uri(_settings.Endpoint), _settings.Model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The OpenAI client holds nothing that needs to be freed.
    }

    private static OpenAI.Chat.ChatMessage Translate(ChatMessage message) =>
        message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
        : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
        : new UserChatMessage(message.Text);

    private static ChatCompletionOptions Translate(ChatOptions? options) =>
        new() { Temperature = options?.Temperature, MaxOutputTokenCount = options?.MaxOutputTokens };

    private async ValueTask<bool> FirstAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> stream, CancellationToken cancellationToken)
    {
        // MoveNextAsync takes no token of its own, so the deadline abandons the wait and disposal ends the request.
        return await stream.MoveNextAsync().AsTask().WaitAsync(_settings.FirstTokenMax, cancellationToken);
    }
}
