namespace RagCluster.Api.Planning;

/// <summary>What is known of a step's latency.</summary>
/// <param name="Stage">The step's name.</param>
/// <param name="ExpectedMs">How long it is expected to take, in milliseconds.</param>
/// <param name="BaselineMs">Its mean over the last hour that it was seen in, in milliseconds.</param>
/// <param name="Coherence">How much what was measured in its last seconds still counts, 0 to 1.</param>
/// <param name="LastSeenAt">When it last ran.</param>
internal sealed record StageCoherenceResponse(
    string Stage,
    double ExpectedMs,
    double BaselineMs,
    double Coherence,
    DateTimeOffset LastSeenAt
);
