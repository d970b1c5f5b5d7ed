namespace RagCluster.Api.Planning;

/// <summary>What is known of a plan.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Amplitude">The square root of the probability.</param>
/// <param name="Probability">How likely it is the best, 0 to 1.</param>
/// <param name="ExpectedUtility">The utility that is expected of it.</param>
/// <param name="Successes">Good outcomes; a count with fractions, since events take a part of it.</param>
/// <param name="Failures">Bad outcomes, counted likewise.</param>
internal sealed record PlanAmplitudeResponse(
    string Plan,
    double Amplitude,
    double Probability,
    double ExpectedUtility,
    double Successes,
    double Failures
);
