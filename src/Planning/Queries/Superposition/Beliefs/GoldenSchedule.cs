namespace RagCluster.Planning.Queries.Superposition.Beliefs;

/// <summary>
/// When a class's golden queries are to be run again: once events have taken a share of what was known since the last time. What runs add
/// thus stays in proportion to what events take, however many small ones there are. Not safe for concurrent use.
/// </summary>
public sealed class GoldenSchedule
{
    /// <summary>They are due when no more than this is left of what was known.</summary>
    public const double DueBelow = 0.75;

    /// <summary>Nothing has faded yet.</summary>
    public GoldenSchedule() { }

    /// <summary>Goes on from what is stored.</summary>
    /// <param name="left">What is left.</param>
    /// <param name="ranAt">When they were run last.</param>
    public GoldenSchedule(double left, DateTimeOffset? ranAt) => (Left, RanAt) = (Math.Clamp(left, 0, 1), ranAt);

    /// <summary>What events since the last run have left of what was known, 0 to 1.</summary>
    public double Left { get; private set; } = 1;

    /// <summary>When they were run last; null when they never were.</summary>
    public DateTimeOffset? RanAt { get; private set; }

    /// <summary>An event happened.</summary>
    /// <param name="rho">What it left.</param>
    public void Faded(double rho) => Left *= rho;

    /// <summary>Whether they are to be run.</summary>
    /// <param name="now">The time.</param>
    /// <param name="pause">The least time between two runs.</param>
    public bool IsDue(DateTimeOffset now, TimeSpan pause) => Left <= DueBelow && (RanAt is not { } last || now - last >= pause);

    /// <summary>They are run.</summary>
    /// <param name="now">The time.</param>
    public void Ran(DateTimeOffset now) => (Left, RanAt) = (1, now);
}
