using StackExchange.Redis;

namespace Orleans.Clustering.Redis;

/// <summary>Where the membership table is.</summary>
public class RedisClusteringOptions
{
    public ConfigurationOptions? ConfigurationOptions { get; set; }

    /// <summary>When the table of a cluster that nobody writes any more is forgotten; null for never.</summary>
    public TimeSpan? EntryExpiry { get; set; }
}
