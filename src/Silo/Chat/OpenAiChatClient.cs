using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Polly;
using Polly.CircuitBreaker;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Inference;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace RagCluster.Silo.Chat;

/// <summary>
/// An OpenAI-compatible chat endpoint as an <see cref="IChatClient"/>. A stream without a word is a failure like any other, whatever its
/// status says. A breaker opens after repeated failures before the first word, so that a dead endpoint costs one wait and not one for each
/// question.
/// </summary>
internal sealed class OpenAiChatClient : IChatClient, IBreakerSource
{
    // Connections are made anew now and then, so that a change of the endpoint's address is seen.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly OpenAIClient _client;
    private readonly ChatSettings _settings;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _pipeline;
    private readonly CircuitBreakerStateProvider _state = new();
    private long _openedCount;

    /// <summary>Creates a client of the configured endpoint.</summary>
    internal OpenAiChatClient(ChatSettings settings, ChatBreakerOptions breaker, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        // Question and passages go to the address that is configured, whatever it answers.
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, PooledConnectionLifetime = ConnectionLifetime };
        _http = new HttpClient(new EventStreamHandler(handler)) { Timeout = Timeout.InfiniteTimeSpan };
        OpenAIClientOptions options = new()
        {
            Endpoint = new Uri(settings.Endpoint),
            // Retries would hold the reader up; the fallback to extraction is quicker.
            RetryPolicy = new ClientRetryPolicy(0),
            Transport = new HttpClientPipelineTransport(_http),
        };
        string key = settings.ApiKey.Length > 0 ? settings.ApiKey : "none";
        _client = new OpenAIClient(new ApiKeyCredential(key), options);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.9,
                    MinimumThroughput = breaker.BreakerFailures,
                    SamplingDuration = TimeSpan.FromSeconds(30),
                    BreakDuration = breaker.BreakerPause,
                    StateProvider = _state,
                    OnOpened = _ =>
                    {
                        Interlocked.Increment(ref _openedCount);
                        return default;
                    },
                }
            )
            .Build();
    }

    /// <inheritdoc/>
    public IEnumerable<BreakerReading> Breakers =>
        [
            new(
                "chat endpoint",
                _state.CircuitState switch
                {
                    CircuitState.Closed => BreakerState.Closed,
                    CircuitState.HalfOpen => BreakerState.HalfOpen,
                    _ => BreakerState.Open,
                },
                Interlocked.Read(ref _openedCount)
            ),
        ];

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
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using IAsyncEnumerator<StreamingChatCompletionUpdate> stream = _client
            .GetChatClient(model)
            .CompleteChatStreamingAsync(prompt, Translate(options), ended.Token)
            .GetAsyncEnumerator(ended.Token);
        string? text = await _pipeline.ExecuteAsync(caller => FirstAsync(stream, ended, caller), cancellationToken);
        while (text is not null)
        {
            if (text.Length > 0)
                yield return new ChatResponseUpdate(ChatRole.Assistant, text) { ModelId = model };
            text = await NextAsync(stream);
            if (stream.Current?.Usage is { } usage)
                yield return Usage(usage, model);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai", new Uri(_settings.Endpoint), _settings.Model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static OpenAI.Chat.ChatMessage Translate(ChatMessage message) =>
        message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
        : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
        : new UserChatMessage(message.Text);

    // The last event of a stream has no text and, where the endpoint counts, how many tokens there were.
    private static ChatResponseUpdate Usage(ChatTokenUsage usage, string model) =>
        new(
            ChatRole.Assistant,
            [new UsageContent(new UsageDetails { InputTokenCount = usage.InputTokenCount, OutputTokenCount = usage.OutputTokenCount })]
        )
        {
            ModelId = model,
        };

    private static ChatCompletionOptions Translate(ChatOptions? options) =>
        new() { Temperature = options?.Temperature, MaxOutputTokenCount = options?.MaxOutputTokens };

    // The next piece of text, empty for an event without one, or null at the end.
    private static async ValueTask<string?> NextAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> stream) =>
        await stream.MoveNextAsync() ? string.Concat(stream.Current.ContentUpdate.Select(part => part.Text)) : null;

    private async ValueTask<string> FirstAsync(
        IAsyncEnumerator<StreamingChatCompletionUpdate> stream,
        CancellationTokenSource ended,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource late = new(_settings.FirstTokenMax, _time);
        // MoveNextAsync takes no token of its own: the one that the request was made with ends it.
        using CancellationTokenRegistration ending = late.Token.Register(ended.Cancel);
        try
        {
            string? text;
            do text = await NextAsync(stream);
            while (text is { Length: 0 });
            return text ?? throw new ChatStreamException("The chat endpoint answered with a stream of events without a word.");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"The chat model's first word took longer than {_settings.FirstTokenMax:c} (RAG__Chat__FirstTokenMax)."
            );
        }
    }
}
