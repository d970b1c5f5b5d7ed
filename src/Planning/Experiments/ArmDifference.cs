namespace RagCluster.Planning.Experiments;

/// <summary>How an arm differs from the control in a metric, so that better is more.</summary>
/// <param name="Estimate">The difference of the means; for latency of the logarithms, with its sign turned.</param>
/// <param name="Lower">The lower end of the confidence sequence.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="LogRatio">The logarithm of the mixture likelihood ratio; one over the ratio is a p-value that may be looked at at any
/// time.</param>
public readonly record struct ArmDifference(double Estimate, double Lower, double Upper, double LogRatio)
{
    /// <summary>Nothing is known yet.</summary>
    public static ArmDifference Unknown { get; } = new(0, double.NegativeInfinity, double.PositiveInfinity, 0);
}
