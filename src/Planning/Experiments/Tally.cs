namespace RagCluster.Planning.Experiments;

/// <summary>The sums of one metric in one arm.</summary>
/// <param name="Count">Observations.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="SquareSum">The sum of their squares.</param>
public readonly record struct Tally(long Count, double Sum, double SquareSum)
{
    // A hundredth: the least relative spread of latencies that is believed.
    private const double LatencyVarianceMin = 1e-4;

    /// <summary>The mean; 0 without observations.</summary>
    public double Mean => Count == 0 ? 0 : Sum / Count;

    /// <summary>With one more observation.</summary>
    /// <param name="value">The observation.</param>
    public Tally With(double value) => new(Count + 1, Sum + value, SquareSum + (value * value));

    /// <summary>With the observations of another.</summary>
    /// <param name="other">The other.</param>
    public Tally Plus(Tally other) => new(Count + other.Count, Sum + other.Sum, SquareSum + other.SquareSum);

    /// <summary>With an observation that was 0 and became 1.</summary>
    public Tally Raised() => new(Count, Sum + 1, SquareSum + 1);

    /// <summary>
    /// The variance of an observation. That of shares counts one observation at each end that was not made (A. Agresti and B. Caffo,
    /// "Simple and effective confidence intervals for proportions", The American Statistician 54(4), 2000): a few equal ones don't prove
    /// that all are equal.
    /// </summary>
    /// <param name="metric">The metric.</param>
    internal double Variance(OutcomeMetric metric)
    {
        if (metric != OutcomeMetric.Latency)
        {
            double mean = (Sum + 1) / (Count + 2);
            return ((SquareSum + 1) / (Count + 2)) - (mean * mean);
        }

        return Count < 2 ? LatencyVarianceMin : Math.Max(LatencyVarianceMin, (SquareSum - (Sum * Sum / Count)) / (Count - 1));
    }
}
