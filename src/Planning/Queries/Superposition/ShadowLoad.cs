namespace RagCluster.Planning.Queries.Superposition;

/// <summary>What shadow runs depend on beside the decision.</summary>
/// <param name="MeanEntropy">The mean entropy over all classes, weighted by their queries.</param>
/// <param name="LabelsPerHour">Labels an hour that the class gets.</param>
/// <param name="AreQueuesShort">Whether the silo has nothing more urgent to do.</param>
public sealed record ShadowLoad(double MeanEntropy, double LabelsPerHour, bool AreQueuesShort)
{
    /// <summary>
    /// The share of queries for which shadow runs are considered, above 0 up to 1: the label rate where only labelled ones are.
    /// </summary>
    public double EligibleShare { get; init; } = 1;
}
