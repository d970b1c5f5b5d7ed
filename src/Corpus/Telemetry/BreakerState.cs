namespace RagCluster.Corpus.Telemetry;

/// <summary>Whether a circuit breaker lets calls through; the numbers are those of the metric.</summary>
public enum BreakerState
{
    /// <summary>It does.</summary>
    Closed = 0,

    /// <summary>One call tries.</summary>
    HalfOpen = 1,

    /// <summary>It refuses them.</summary>
    Open = 2,
}
