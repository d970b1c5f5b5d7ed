namespace RagCluster.Planning.Queries.Superposition.Beliefs;

/// <summary>A weighted sum of seconds whose terms fade.</summary>
/// <param name="Weight">The weights' sum, at least 0.</param>
/// <param name="Sum">The weighted seconds' sum.</param>
public readonly record struct DecayedMean(double Weight, double Sum)
{
    /// <summary>The mean in seconds; 0 without evidence.</summary>
    public double Mean => Weight > 0 ? Sum / Weight : 0;

    /// <summary>Both sums.</summary>
    public static DecayedMean operator +(DecayedMean left, DecayedMean right) => new(left.Weight + right.Weight, left.Sum + right.Sum);

    /// <summary>As the operator.</summary>
    public static DecayedMean Add(DecayedMean left, DecayedMean right) => left + right;

    /// <summary>The sum after some time without evidence.</summary>
    /// <param name="passed">Not negative.</param>
    /// <param name="constant">After this time the weight is 1/e.</param>
    public DecayedMean Fade(TimeSpan passed, TimeSpan constant)
    {
        double share = Math.Exp(-(passed / constant));
        return new DecayedMean(share * Weight, share * Sum);
    }
}
