namespace Orleans.Configuration;

/// <summary>How the silos keep where grains are.</summary>
public class GrainDirectoryOptions
{
    public const int DEFAULT_CACHE_SIZE = 1_000_000;

    /// <summary>Of how many grains of other silos a silo may remember where they are. Here the directory is asked each time.</summary>
    public int CacheSize { get; set; } = DEFAULT_CACHE_SIZE;

    public static readonly TimeSpan DEFAULT_RANGE_LEASE_DURATION = TimeSpan.FromSeconds(30);

    /// <summary>For how long the grains of a silo that was declared dead may not begin elsewhere; zero where they may at once.</summary>
    public TimeSpan RangeLeaseDuration { get; set; } = DEFAULT_RANGE_LEASE_DURATION;
}
