using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Telemetry;
using RagCluster.Planning.Calls.Failures;

namespace RagCluster.Grains.Inference;

/// <summary>
/// The chat model, left alone for a while when it fails alike several times in a row; its failures are among the cluster's patterns. That
/// it failed is said by whoever read its answer (<see cref="Failed"/>), since words that never end look well from here; that it did what it
/// should is seen here, at the end of a stream with words. A stream that its reader leaves counts as neither. The call that tries it again
/// costs its reader a short while at most (<see cref="ChatTrial"/>).
/// </summary>
/// <param name="inner">The model's client.</param>
/// <param name="patterns">Groups the failures.</param>
/// <param name="options">When it is left alone, and for how long.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says why the model was not used.</param>
internal sealed partial class GuardedChatClient(
    IChatClient inner,
    FailurePatterns patterns,
    ChatBreakerOptions options,
    TimeProvider time,
    ILogger<GuardedChatClient> log
) : DelegatingChatClient(inner)
{
    private const string Dependency = "chat";
    private const string LeftAlone = "chat-unavailable";

    private readonly PatternBreaker _breaker = new(
        patterns,
        Dependency,
        options.BreakerPause,
        time,
        options.BreakerFailures,
        ChatBreakerOptions.BreakerPauseMax
    );

    /// <summary>The breaker.</summary>
    internal PatternBreaker Breaker => _breaker;

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
        if (!_breaker.TryBegin(out bool isTrial))
            throw Resting();
        IAsyncEnumerable<ChatResponseUpdate> updates = isTrial
            ? new ChatTrial(token => base.GetStreamingResponseAsync(messages, options, token), time, _breaker.Succeed, Failed).ReadAsync(
                cancellationToken
            )
            : base.GetStreamingResponseAsync(messages, options, cancellationToken);
        await foreach (ChatResponseUpdate update in updates)
            yield return update;
        _breaker.Succeed();
    }

    /// <summary>Notes that an answer of the model could not be used.</summary>
    /// <param name="error">Why.</param>
    internal void Failed(Exception error)
    {
        if (error is RagException { Code: LeftAlone })
        {
            LogStillLeftAlone();
            return;
        }

        (FailurePattern pattern, bool opened) = _breaker.Fail(error, Dependency);
        GrainsMeter.Failed(Dependency, pattern.Fingerprint.Type);
        LogFailed(error.Message, error);
        if (opened)
            LogLeftAlone(options.BreakerPause.TotalSeconds, pattern.StreakCount, pattern.Fingerprint.ToString());
    }

    /// <summary>What a question is answered with that does not ask the model.</summary>
    internal static RagException Resting() =>
        new(ErrorKind.Unavailable, LeftAlone, "The chat model failed several times alike and is left alone for a while.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chat model failed, and what it was to write is made without it: {Reason}")]
    private partial void LogFailed(string reason, Exception error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The chat model is still left alone")]
    private partial void LogStillLeftAlone();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The chat model is left alone for {Seconds} s: it failed {Count} times in a row with {Pattern}"
    )]
    private partial void LogLeftAlone(double seconds, long count, string pattern);
}
