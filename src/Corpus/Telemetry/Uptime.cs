namespace RagCluster.Corpus.Telemetry;

/// <summary>How long this process has served, by the monotonic clock: setting the machine's wall clock changes nothing.</summary>
/// <param name="time">The clocks.</param>
public sealed class Uptime(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>The time since this was made.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_began);
}
