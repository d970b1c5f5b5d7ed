using RagCluster.Planning.Calls.Failures;

namespace RagCluster.Grains.Inference;

/// <summary>When a chat model that fails is left alone. Section <c>Chat</c>: <c>RAG__Chat__BreakerFailures</c> and so on.</summary>
public sealed class ChatBreakerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Chat";

    /// <summary>The longest pause. Who repairs a model should not wait much longer for it.</summary>
    internal static readonly TimeSpan BreakerPauseMax = TimeSpan.FromMinutes(5);

    /// <summary>Failures alike in a row, or of nearly all calls within half a minute, after which it is left alone.</summary>
    public int BreakerFailures { get; set; } = FailurePatterns.Repeated;

    /// <summary>
    /// How long at first, and twice as long after each trial that fails, up to <see cref="BreakerPauseMax"/>. Answers are extracted
    /// meanwhile; a model that is being restarted is back within some of these.
    /// </summary>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        // One call alone is no share of calls.
        if (BreakerFailures is < 2 or > 100)
            yield return $"RAG__Chat__BreakerFailures is {BreakerFailures}: set it between 2 and 100.";
        if (BreakerPause < TimeSpan.FromMilliseconds(500) || BreakerPause > TimeSpan.FromHours(1))
            yield return $"RAG__Chat__BreakerPause is {BreakerPause}: set it between 00:00:00.5 and 01:00:00.";
    }
}
