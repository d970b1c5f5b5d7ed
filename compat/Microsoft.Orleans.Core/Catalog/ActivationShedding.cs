using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Statistics;

namespace Orleans.Runtime;

/// <summary>
/// Ends activations when the process takes more memory than its limit, those first that would be collected first. It looks again only after
/// a collection of the oldest generation: until then nothing shows what ending them has freed.
/// </summary>
internal sealed class ActivationShedding(
    Catalog catalog,
    SiloServices silo,
    EnvironmentStatisticsProvider statistics,
    ILogger<ActivationShedding> log
)
{
    private int _lastCollection;

    private GrainCollectionOptions Options => silo.Collection;

    /// <summary>Begins to look; null where the options do not want it.</summary>
    public ITimer? Start() =>
        Options.EnableActivationSheddingOnMemoryPressure
            ? silo.Time.CreateTimer(
                static state => ((ActivationShedding)state!).ShedIfNeeded(),
                this,
                Options.MemoryUsagePollingPeriod,
                Options.MemoryUsagePollingPeriod
            )
            : null;

    private void ShedIfNeeded()
    {
        int collection = GC.CollectionCount(GC.MaxGeneration);
        if (collection <= _lastCollection)
            return;
        float usage = statistics.GetEnvironmentStatistics().NormalizedMemoryUsage;
        if (usage <= Options.MemoryUsageLimitPercentage / 100)
            return;
        _lastCollection = collection;
        int count = catalog.ActivationCount;
        int surplus = count - (int)Math.Floor(count * Options.MemoryUsageTargetPercentage / 100 / usage);
        if (surplus <= 0)
            return;
        log.LogWarning(
            "Memory usage is {Usage:P0}, more than {Limit} %: up to {Surplus} of {Count} activations end.",
            usage,
            Options.MemoryUsageLimitPercentage,
            surplus,
            count
        );
        catalog.Shed(surplus);
    }
}
