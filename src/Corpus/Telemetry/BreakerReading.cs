namespace RagCluster.Corpus.Telemetry;

/// <summary>A circuit breaker as it stands.</summary>
/// <param name="Name">What it guards, from a small set.</param>
/// <param name="State">Whether it lets calls through.</param>
/// <param name="OpenedCount">How often it opened.</param>
public readonly record struct BreakerReading(string Name, BreakerState State, long OpenedCount);
