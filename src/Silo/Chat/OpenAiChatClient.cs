using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI;
using Polly;
using Polly.CircuitBreaker;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Inference;

namespace RagCluster.Silo.Chat;

/// <summary>
/// An OpenAI-compatible chat endpoint as an <see cref="IChatClient"/>. A stream without a word is a failure like any other, whatever its
/// status says; once the endpoint has said why the text ends, only a moment more is waited for it. A breaker opens after repeated failures
/// before the first word, so that a dead endpoint costs one wait and not one for each question.
/// </summary>
internal sealed class OpenAiChatClient : IChatClient, IBreakerSource
{
    // Connections are made anew now and then, so that a change of the endpoint's address is seen.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // How many tokens there were comes after the text's end, if it comes, and is worth no more.
    private static readonly TimeSpan UsageMax = TimeSpan.FromSeconds(1);

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
        _http = new HttpClient(new ChatFailureHandler(handler)) { Timeout = Timeout.InfiniteTimeSpan };
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
        string model = options?.ModelId ?? _settings.Model;
        using CancellationTokenSource limit = new(_settings.FirstTokenMax, _time);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await using IAsyncEnumerator<ChatEvent> events = EventsAsync(Request(messages, options, model), model, ended.Token)
            .GetAsyncEnumerator(ended.Token);
        await _pipeline.ExecuteAsync(caller => FirstAsync(events, limit, caller), cancellationToken);
        limit.CancelAfter(Timeout.InfiniteTimeSpan);
        bool isFinished = false;
        do
        {
            ChatEvent next = events.Current;
            if (next.Text.Length > 0)
                yield return new ChatResponseUpdate(ChatRole.Assistant, next.Text) { ModelId = model };
            if ((next.InputTokens ?? next.OutputTokens) is not null)
                yield return Usage(next, model);
            if (isFinished || next.Finish is null)
                continue;
            isFinished = true;
            limit.CancelAfter(UsageMax);
            yield return new ChatResponseUpdate(ChatRole.Assistant, "")
            {
                ModelId = model,
                FinishReason = new ChatFinishReason(next.Finish),
            };
        } while (await HasMoreAsync(events, isFinished, cancellationToken));
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai", new Uri(_settings.Endpoint), _settings.Model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static JsonObject Request(IEnumerable<ChatMessage> messages, ChatOptions? options, string model)
    {
        JsonObject request = new()
        {
            ["model"] = model,
            ["messages"] = new JsonArray([
                .. messages.Select(message => new JsonObject { ["role"] = Role(message.Role), ["content"] = message.Text }),
            ]),
            ["stream"] = true,
            ["stream_options"] = new JsonObject { ["include_usage"] = true },
        };
        if (options?.Temperature is { } temperature)
            request["temperature"] = temperature;
        if (options?.MaxOutputTokens is { } tokensMax)
            request["max_completion_tokens"] = tokensMax;
        return request;
    }

    private static string Role(ChatRole role) =>
        role == ChatRole.System ? "system"
        : role == ChatRole.Assistant ? "assistant"
        : "user";

    private static ChatResponseUpdate Usage(ChatEvent counted, string model) =>
        new(
            ChatRole.Assistant,
            [new UsageContent(new UsageDetails { InputTokenCount = counted.InputTokens, OutputTokenCount = counted.OutputTokens })]
        )
        {
            ModelId = model,
        };

    // Nothing that happens after the text's end makes the text worse.
    private static async ValueTask<bool> HasMoreAsync(
        IAsyncEnumerator<ChatEvent> events,
        bool isFinished,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception) when (isFinished && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // Read from the wire and not by the SDK, which gives an answer up for any member of an event that is not as OpenAI's.
    private async IAsyncEnumerable<ChatEvent> EventsAsync(
        JsonObject request,
        string model,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using BinaryContent content = BinaryContent.Create(BinaryData.FromString(request.ToJsonString()));
        ClientResult result = await _client
            .GetChatClient(model)
            .CompleteChatAsync(content, new RequestOptions { BufferResponse = false, CancellationToken = cancellationToken });
        using PipelineResponse response = result.GetRawResponse();
        response.Headers.TryGetValue("Content-Type", out string? mediaType);
        ChatEventReader reader = new(response.ContentStream ?? Stream.Null, mediaType);
        while (await reader.NextAsync(cancellationToken) is { } next)
            yield return next;
    }

    // Until the first word, or the reason why there is none.
    private async ValueTask FirstAsync(
        IAsyncEnumerator<ChatEvent> events,
        CancellationTokenSource limit,
        CancellationToken cancellationToken
    )
    {
        try
        {
            bool hasMore;
            do hasMore = await events.MoveNextAsync();
            while (hasMore && events.Current is { Text: "", Finish: null });
            // A filter that lets no word pass is no fault of the endpoint: other questions are answered.
            if (!hasMore || (events.Current.Text.Length == 0 && events.Current.Finish != ChatFinishReason.ContentFilter.Value))
                throw ChatStreamException.Answered("a stream of events without a word");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"The chat model's first word took longer than {_settings.FirstTokenMax:c} (RAG__Chat__FirstTokenMax)."
            );
        }
    }
}
