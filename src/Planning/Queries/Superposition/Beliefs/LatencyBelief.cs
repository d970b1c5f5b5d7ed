namespace RagCluster.Planning.Queries.Superposition.Beliefs;

/// <summary>
/// What is known of a step's latency: a mean of the last seconds, a baseline of the last hour, and when it was last seen. Both means are
/// sums with forward decay (G. Cormode, V. Shkapenyuk, D. Srivastava and B. Xu, "Forward decay: a practical time decay model for streaming
/// systems", ICDE 2009): a sample's weight depends on its own time only, so the sums of several silos add in any order.
/// </summary>
public readonly record struct LatencyBelief
{
    // Ten seconds: at 20 queries a second a change shows within about 30 queries, at one a second within two.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BaselineWindow = TimeSpan.FromHours(1);

    private LatencyBelief(DateTimeOffset lastSeen, DecayedMean recent, DecayedMean baseline)
    {
        LastSeen = lastSeen;
        Recent = recent;
        Baseline = baseline;
    }

    /// <summary>The time of the newest sample.</summary>
    public DateTimeOffset LastSeen { get; }

    /// <summary>The mean of the last seconds.</summary>
    public DecayedMean Recent { get; }

    /// <summary>The mean of the last hour.</summary>
    public DecayedMean Baseline { get; }

    /// <summary>Whether there is no sample.</summary>
    public bool IsEmpty => Baseline.Weight <= 0;

    /// <summary>Evidence of one run.</summary>
    /// <param name="latency">How long it took.</param>
    /// <param name="at">When it ended.</param>
    public static LatencyBelief Of(TimeSpan latency, DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latency, TimeSpan.Zero);
        DecayedMean mean = new(1, latency.TotalSeconds);
        return new LatencyBelief(at, mean, mean);
    }

    /// <summary>A belief as it was stored.</summary>
    /// <param name="lastSeen">See <see cref="LastSeen"/>.</param>
    /// <param name="recent">See <see cref="Recent"/>.</param>
    /// <param name="baseline">See <see cref="Baseline"/>.</param>
    public static LatencyBelief Restore(DateTimeOffset lastSeen, DecayedMean recent, DecayedMean baseline) =>
        new(lastSeen, recent, baseline);

    /// <summary>Both beliefs' evidence.</summary>
    public static LatencyBelief operator +(LatencyBelief left, LatencyBelief right)
    {
        if (left.IsEmpty)
            return right;
        if (right.IsEmpty)
            return left;
        DateTimeOffset newest = left.LastSeen > right.LastSeen ? left.LastSeen : right.LastSeen;
        return new LatencyBelief(
            newest,
            left.Recent.Fade(newest - left.LastSeen, Window) + right.Recent.Fade(newest - right.LastSeen, Window),
            left.Baseline.Fade(newest - left.LastSeen, BaselineWindow) + right.Baseline.Fade(newest - right.LastSeen, BaselineWindow)
        );
    }

    /// <summary>As the operator.</summary>
    public static LatencyBelief Add(LatencyBelief left, LatencyBelief right) => left + right;

    /// <summary>How much the last seconds' mean still counts: 1 at the newest sample, fading to 0.</summary>
    /// <param name="now">The time.</param>
    /// <param name="coherence">The time constant.</param>
    public double Coherence(DateTimeOffset now, TimeSpan coherence) => now <= LastSeen ? 1 : Math.Exp(-(now - LastSeen) / coherence);

    /// <summary>The expected latency in seconds: the last seconds' mean, fading to the baseline while nothing is seen.</summary>
    /// <param name="now">The time.</param>
    /// <param name="coherence">The time constant.</param>
    public double Expected(DateTimeOffset now, TimeSpan coherence) =>
        Baseline.Mean + (Recent.Mean - Baseline.Mean) * Coherence(now, coherence);
}
