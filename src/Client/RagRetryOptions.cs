namespace RagCluster.Client;

/// <summary>
/// How often a call is tried again. 429 and 503 <c>joining</c> mean that nothing was done: every call is tried again. Another 503, and a
/// write that is still being worked on under the same key (409 <c>in-progress</c>), only where a repeat does no harm: reads, questions, and
/// writes with an idempotency key. All waits end with the call's cancellation token.
/// </summary>
public sealed class RagRetryOptions
{
    /// <summary>The most further attempts of one call; 0 tries once.</summary>
    public int RetriesMax { get; set; } = 4;

    /// <summary>
    /// How long after the first attempt another one may begin; what the server asks to wait beyond that is left to the caller.
    /// </summary>
    public TimeSpan WaitMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The first pause where the server names none; each further one is twice as long, less up to half of it by chance.</summary>
    public TimeSpan PauseMin { get; set; } = TimeSpan.FromMilliseconds(200);
}
