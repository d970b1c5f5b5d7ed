using StackExchange.Redis;

namespace Orleans.Configuration;

/// <summary>Where the grain directory is.</summary>
public class RedisGrainDirectoryOptions
{
    public ConfigurationOptions? ConfigurationOptions { get; set; }

    /// <summary>When an entry is forgotten; null for never.</summary>
    public TimeSpan? EntryExpiry { get; set; }
}
