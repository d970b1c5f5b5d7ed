namespace RagCluster.Planning.Tasks;

/// <summary>How often a task's failed attempts are repeated.</summary>
/// <param name="RetriesMax">The most attempts after the first.</param>
/// <param name="FirstPause">The wait before the second attempt; it doubles for each further one.</param>
/// <param name="IsWorthIt">Whether another attempt may go better after this.</param>
public sealed record TaskRetry(int RetriesMax, TimeSpan FirstPause, Func<Exception, bool> IsWorthIt)
{
    // Sixteen doublings of a second are eighteen hours.
    private const int DoublingsMax = 16;

    /// <summary>One attempt.</summary>
    public static TaskRetry None { get; } = new(0, TimeSpan.Zero, _ => false);

    /// <summary>Whether there is to be another attempt.</summary>
    /// <param name="attempts">The attempts so far.</param>
    /// <param name="error">How the last one failed.</param>
    internal bool Allows(int attempts, Exception error) => attempts <= RetriesMax && IsWorthIt(error);

    /// <summary>The wait before the next attempt.</summary>
    /// <param name="attempts">The attempts so far.</param>
    internal TimeSpan PauseAfter(int attempts) => FirstPause * Math.Pow(2, Math.Clamp(attempts - 1, 0, DoublingsMax));
}
