using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Operations;
using RagCluster.Planning.Failures;

namespace RagCluster.Grains.Inference;

/// <summary>The chat model, left alone for a while when it fails alike several times in a row; its failures are among the cluster's patterns.</summary>
/// <param name="inner">The model's client.</param>
/// <param name="patterns">Groups the failures.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says when the model is left alone.</param>
internal sealed partial class GuardedChatClient(
    IChatClient inner,
    FailurePatterns patterns,
    TimeProvider time,
    ILogger<GuardedChatClient> log
) : DelegatingChatClient(inner)
{
    private const string Dependency = "chat";

    // Answers are extracted meanwhile; a model that is being restarted is back within some of these.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly PatternBreaker _breaker = new(patterns, Dependency, Pause, time);

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        Begin();
        try
        {
            ChatResponse response = await base.GetResponseAsync(messages, options, cancellationToken);
            _breaker.Succeed();
            return response;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Note(error);
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
        Begin();
        await using IAsyncEnumerator<ChatResponseUpdate> updates = base.GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        bool isFirst = true;
        while (await NextAsync(updates, cancellationToken))
        {
            // With its first words the model has shown that it is there; a reader may stop listening before the last.
            if (isFirst)
                _breaker.Succeed();
            isFirst = false;
            yield return updates.Current;
        }
    }

    private void Begin()
    {
        if (!_breaker.TryBegin())
            throw new RagException(
                ErrorKind.Unavailable,
                "chat-unavailable",
                "The chat model failed several times alike and is left alone for a while."
            );
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Note(error);
            throw;
        }
    }

    private void Note(Exception error)
    {
        (FailurePattern pattern, bool opened) = _breaker.Fail(error, Dependency);
        GrainsMeter.Failed(Dependency, pattern.Fingerprint.Type);
        if (opened)
            LogLeftAlone(Pause.TotalSeconds, pattern.StreakCount, pattern.Fingerprint.ToString());
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The chat model is left alone for {Seconds} s: it failed {Count} times in a row with {Pattern}"
    )]
    private partial void LogLeftAlone(double seconds, long count, string pattern);
}
