namespace Orleans.Configuration;

/// <summary>How the silos keep where grains are.</summary>
public class GrainDirectoryOptions
{
    public static readonly TimeSpan DEFAULT_RANGE_LEASE_DURATION = TimeSpan.FromSeconds(30);

    /// <summary>For how long the grains of a silo that was declared dead may not begin elsewhere; zero where they may at once.</summary>
    public TimeSpan RangeLeaseDuration { get; set; } = DEFAULT_RANGE_LEASE_DURATION;
}
