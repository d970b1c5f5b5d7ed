namespace RagCluster.Api.Planning;

/// <summary>What is known of a plan, over HTTP.</summary>
internal sealed record PlanAmplitudeResponse(
    string Plan,
    double Amplitude,
    double Probability,
    double ExpectedUtility,
    double Successes,
    double Failures
);
