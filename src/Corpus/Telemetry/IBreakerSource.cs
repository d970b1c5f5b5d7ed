namespace RagCluster.Corpus.Telemetry;

/// <summary>Has circuit breakers. A client of a model may be asked for this service.</summary>
public interface IBreakerSource
{
    /// <summary>The breakers as they stand.</summary>
    IEnumerable<BreakerReading> Breakers { get; }
}
