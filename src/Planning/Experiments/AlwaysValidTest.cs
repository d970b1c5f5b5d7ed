namespace RagCluster.Planning.Experiments;

/// <summary>
/// Compares two arms by a test that may be looked at after every observation and stopped whenever one likes: the mixture sequential
/// probability ratio test of R. Johari, P. Koomen, L. Pekelis and D. Walsh, "Always valid inference: continuous monitoring of A/B tests"
/// (Operations Research 70(3), 2022; "Peeking at A/B tests", KDD 2017), with a normal mixture. Its confidence sequence is Robbins' as in
/// S. Howard, A. Ramdas, J. McAuliffe and J. Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences" (Annals of
/// Statistics 49(2), 2021), formula 14. Variances are estimated, which makes it asymptotic (I. Waudby-Smith et al., "Time-uniform central
/// limit theory and asymptotic confidence sequences", Annals of Statistics 52(6), 2024): nothing is said before <see cref="CountMin"/>
/// observations of each arm.
/// </summary>
/// <remarks>
/// With z the difference over its standard error, m = ab/(a+b) for a and b observations and r = m/ρ, the likelihood ratio against "no
/// difference" of a normal distribution of differences with variance σ²/ρ is (1+r)^(-1/2) exp(z²r/(2(1+r))).
/// </remarks>
public static class AlwaysValidTest
{
    /// <summary>Observations that each arm needs before anything is said of it.</summary>
    public const int CountMin = 100;

    // The confidence sequence is narrowest where each arm has a thousand observations; a tenth or ten times as many widen it by about a
    // tenth.
    private const double TunedFor = 500;

    /// <summary>The difference of an arm from the control.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="control">The control's sums.</param>
    /// <param name="arm">The arm's.</param>
    /// <param name="alpha">The probability that the confidence sequence ever misses the true difference, above 0 and below 1.</param>
    public static ArmDifference Compare(OutcomeMetric metric, Tally control, Tally arm, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        if (control.Count < CountMin || arm.Count < CountMin)
            return ArmDifference.Unknown;
        double estimate = (arm.Mean - control.Mean) * (metric == OutcomeMetric.Latency ? -1 : 1);
        double variance = (control.Variance(metric) / control.Count) + (arm.Variance(metric) / arm.Count);
        double r = (double)control.Count / (control.Count + arm.Count) * arm.Count / Rho(alpha);
        double logRatio = (estimate * estimate / variance * r / (2 * (1 + r))) - (0.5 * Math.Log(1 + r));
        double radius = Radius(variance, r, alpha);
        return new ArmDifference(estimate, estimate - radius, estimate + radius, logRatio);
    }

    /// <summary>Where the mean of shares lies; null while too little was observed.</summary>
    /// <param name="shares">The sums of observations from 0 to 1.</param>
    /// <param name="alpha">The probability that the confidence sequence ever misses the mean, above 0 and below 1.</param>
    public static (double Lower, double Upper)? Bounds(Tally shares, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        if (shares.Count < CountMin)
            return null;
        double radius = Radius(shares.Variance(OutcomeMetric.Answered) / shares.Count, shares.Count / Rho(alpha), alpha);
        return (shares.Mean - radius, shares.Mean + radius);
    }

    private static double Radius(double variance, double r, double alpha) =>
        Math.Sqrt(variance * (1 + r) / r * ((2 * Math.Log(1 / alpha)) + Math.Log(1 + r)));

    // Howard et al., proposition 3, without Lambert's function; within 4 % of the best for any alpha in use.
    private static double Rho(double alpha)
    {
        double doubled = 2 * Math.Log(1 / alpha);
        return TunedFor / (doubled + Math.Log(1 + doubled));
    }
}
