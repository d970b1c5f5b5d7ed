namespace RagCluster.Planning.Queries.Superposition.Beliefs;

/// <summary>
/// What is known of how often a plan is good: fractional counts over a uniform prior, so the belief is Beta(1 + successes, 1 + failures).
/// Counts add, so beliefs of several silos merge in any order.
/// </summary>
/// <param name="Successes">At least 0.</param>
/// <param name="Failures">At least 0.</param>
public readonly record struct QualityBelief(double Successes, double Failures)
{
    /// <summary>The expected quality, 0 to 1; a half without evidence.</summary>
    public double Mean => (1 + Successes) / (2 + Successes + Failures);

    /// <summary>Evidence of one outcome.</summary>
    /// <param name="reward">0 for bad, 1 for good, or between.</param>
    /// <param name="weight">How much it counts; below 1 for indirect evidence.</param>
    public static QualityBelief Of(double reward, double weight)
    {
        if (reward is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(reward), reward, "A reward lies from 0 to 1.");
        if (weight is not (>= 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is not negative.");
        return new QualityBelief(reward * weight, (1 - reward) * weight);
    }

    /// <summary>Both beliefs' evidence.</summary>
    public static QualityBelief operator +(QualityBelief left, QualityBelief right) =>
        new(left.Successes + right.Successes, left.Failures + right.Failures);

    /// <summary>A share of the evidence.</summary>
    public static QualityBelief operator *(double share, QualityBelief belief) => new(share * belief.Successes, share * belief.Failures);

    /// <summary>As the operator.</summary>
    public static QualityBelief Add(QualityBelief left, QualityBelief right) => left + right;

    /// <summary>As the operator.</summary>
    public static QualityBelief Multiply(double share, QualityBelief belief) => share * belief;
}
