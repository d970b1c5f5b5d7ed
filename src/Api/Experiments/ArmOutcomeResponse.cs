using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Api.Experiments;

/// <summary>
/// What is known of an arm in one outcome. Latency is a geometric mean in milliseconds, and its difference the share of the time that is
/// saved; more is always better.
/// </summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Units">Units that were observed: principals or queries, as the experiment's <c>unit</c> says.</param>
/// <param name="Mean">The mean of the units, for latency the geometric mean in milliseconds; null before the first.</param>
/// <param name="Difference">The difference from the control, above 0 where the arm is better; for latency the share of the time that is
/// saved. Null for the control, or while too little is known.</param>
/// <param name="Lower">The lower end of the confidence sequence of the difference; null where there is no difference.</param>
/// <param name="Upper">The upper end of the confidence sequence; null where there is no difference.</param>
/// <param name="PValue">The always-valid p-value of the difference, 0 to 1; null where there is none.</param>
internal sealed record ArmOutcomeResponse(
    OutcomeKind Outcome,
    long Units,
    double? Mean,
    double? Difference,
    double? Lower,
    double? Upper,
    double? PValue
)
{
    /// <summary>The HTTP form of an outcome.</summary>
    internal static ArmOutcomeResponse From(ArmOutcome outcome)
    {
        bool isLatency = outcome.Outcome == OutcomeKind.Latency;
        return new ArmOutcomeResponse(
            outcome.Outcome,
            outcome.Units,
            outcome.Units == 0 ? null : Rounded(isLatency ? Math.Exp(outcome.Mean) : outcome.Mean),
            Reported(outcome.Difference),
            Reported(outcome.Lower),
            Reported(outcome.Upper),
            outcome.PValue is { } p ? Math.Round(p, 6) : null
        );

        // A difference of -d in the logarithms is e^d times the time; saved is what is left of 1.
        double? Reported(double? difference) => difference is { } known ? Rounded(isLatency ? 1 - Math.Exp(-known) : known) : null;
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}
