namespace RagCluster.Api.Planning;

/// <summary>What is known of a step's latency, over HTTP.</summary>
internal sealed record StageCoherenceResponse(
    string Stage,
    double ExpectedMs,
    double BaselineMs,
    double Coherence,
    DateTimeOffset LastSeenAt
);
