using System.Globalization;

namespace RagCluster.Silo.Hosting;

/// <summary>The environment names of the systems that this one replaces. A setting's own name goes before.</summary>
internal static class EarlierNames
{
    private static readonly (string Earlier, string Setting)[] CacheEntries =
    [
        ("CACHE_SIZE_L1", "Cache:L1Entries"),
        ("CACHE_SIZE_L2", "Cache:L2Entries"),
        ("CACHE_SIZE_L3", "Cache:L3Entries"),
    ];

    // A year.
    private const double CoherenceSecondsMax = 365 * 86_400;

    private static readonly string[] Policies = ["adaptive", "lru", "lfu"];

    /// <summary>Takes over what is set under the earlier names.</summary>
    /// <exception cref="ArgumentException">A value can't work; the message names the variable.</exception>
    internal static void AddEarlierNames(this ConfigurationManager configuration)
    {
        if (configuration["LOG_LEVEL"] is { Length: > 0 } level)
            configuration["Logging:LogLevel:Default"] = level;
        foreach ((string earlier, string setting) in CacheEntries)
        {
            if (configuration[earlier] is not { Length: > 0 } entries)
                continue;
            if (!int.TryParse(entries, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1)
                throw new ArgumentException($"{earlier} is '{entries}': set a number of entries, for example 10000.");
            configuration[setting] ??= entries;
        }

        if (configuration["CACHE_EVICTION_POLICY"] is { Length: > 0 } policy)
        {
            if (!Policies.Contains(policy, StringComparer.OrdinalIgnoreCase))
                throw new ArgumentException($"CACHE_EVICTION_POLICY is '{policy}': set it to adaptive, lru or lfu.");
            configuration["Cache:EvictionPolicy"] ??= policy;
        }

        if (configuration["QUANTUM_COHERENCE_TIME"] is { Length: > 0 } coherence)
        {
            if (
                !double.TryParse(coherence, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
                || seconds is not (>= 0.001 and <= CoherenceSecondsMax)
            )
                throw new ArgumentException($"QUANTUM_COHERENCE_TIME is '{coherence}': set seconds, for example 300.");
            configuration["Planner:CoherenceTime"] ??= TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture);
        }
    }
}
