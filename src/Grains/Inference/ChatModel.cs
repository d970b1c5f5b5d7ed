using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Grounding;
using RagCluster.Planning.Calls.Failures;

namespace RagCluster.Grains.Inference;

/// <summary>The chat model, if one is configured. One per silo, so that what one question learns of it serves the others.</summary>
internal sealed class ChatModel
{
    private readonly string[] _named;
    private readonly GuardedChatClient? _guarded;

    /// <summary>Takes the configured client.</summary>
    public ChatModel(
        IServiceProvider services,
        GroundingOptions options,
        FailurePatterns patterns,
        IOptions<ChatBreakerOptions> breaker,
        TimeProvider time,
        ILogger<GuardedChatClient> log
    )
    {
        _named = options.ChatModels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (services.GetService<IChatClient>() is { } client)
            Client = _guarded = new GuardedChatClient(client, patterns, breaker.Value, time, log);
    }

    private ChatModel() => _named = [];

    /// <summary>No model, whatever is configured.</summary>
    internal static ChatModel None { get; } = new();

    /// <summary>The client; null without a model.</summary>
    internal IChatClient? Client { get; }

    /// <summary>The breaker around the model; null without one.</summary>
    internal PatternBreaker? Breaker => _guarded?.Breaker;

    /// <summary>Logs and counts that an answer of the model could not be used.</summary>
    /// <param name="error">Why.</param>
    internal void Failed(Exception error) => _guarded?.Failed(error);

    /// <summary>Checks that a request may have the model that it names.</summary>
    /// <exception cref="RagException">Invalid: it may not.</exception>
    internal void Check(string? model, string field = "chat_model")
    {
        if (model is not null && (Client is null || !_named.Contains(model, StringComparer.Ordinal)))
            throw RagException.Invalid(
                field,
                $"The chat model '{model}' can't be asked for here; RAG__Grounding__ChatModels lists those that can."
            );
    }
}
