namespace RagCluster.Client.Http;

/// <summary>Which failures are tried again, and when: the rules that <see cref="RagRetryOptions"/> describes.</summary>
/// <param name="options">The bounds.</param>
internal sealed class RetryRule(RagRetryOptions options)
{
    private const string Joining = "joining";
    private const string InProgress = "in-progress";

    /// <summary>The pause before the next attempt; null when there is none.</summary>
    /// <param name="failure">What the last attempt ended with.</param>
    /// <param name="isHarmless">Whether a repeat changes nothing.</param>
    /// <param name="retries">Further attempts so far.</param>
    /// <param name="elapsed">The time since the first attempt began.</param>
    internal TimeSpan? Pause(RagClientException failure, bool isHarmless, int retries, TimeSpan elapsed)
    {
        if (retries >= options.RetriesMax || !MayRepeat(failure, isHarmless))
            return null;
        TimeSpan pause = failure.RetryAfter ?? Backoff(retries);
        return elapsed + pause <= options.WaitMax ? pause : null;
    }

    private static bool MayRepeat(RagClientException failure, bool isHarmless) =>
        (failure.Status, failure.Code) switch
        {
            (429, _) => true,
            (503, Joining) => true,
            (503, _) => isHarmless,
            (409, InProgress) => isHarmless,
            _ => false,
        };

    private TimeSpan Backoff(int retries)
    {
        TimeSpan full = options.PauseMin * Math.Pow(2, retries);
        return full * (1 - Random.Shared.NextDouble() / 2);
    }
}
