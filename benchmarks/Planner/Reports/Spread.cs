namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>A mean and the half width of its 95 % interval.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="HalfWidth">1.96 standard errors.</param>
internal readonly record struct Spread(double Mean, double HalfWidth)
{
    private const double Normal95 = 1.96;

    internal static Spread Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        double variance = values.Count > 1 ? values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) : 0;
        return new Spread(mean, Normal95 * Math.Sqrt(variance / values.Count));
    }
}
