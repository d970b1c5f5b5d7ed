namespace RagCluster.Planning.Queries.Tuning;

/// <summary>A number that may be tuned, and how far.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where it begins, and where it is while nothing is tuned.</param>
/// <param name="Min">It is never less.</param>
/// <param name="Max">It is never more.</param>
/// <param name="Factor">By what a step multiplies or divides it, above 1; 1 for one that is not turned by steps.</param>
public sealed record Knob(string Name, double Start, double Min, double Max, double Factor)
{
    /// <summary>The value a step away; null when that is the same, because a bound is reached.</summary>
    /// <param name="from">The value now.</param>
    /// <param name="isUp">Whether the step is upwards.</param>
    public double? Step(double from, bool isUp)
    {
        double to = Math.Clamp(isUp ? from * Factor : from / Factor, Min, Max);
        return Math.Abs(to - from) < 1e-9 * Math.Abs(from) ? null : to;
    }
}
