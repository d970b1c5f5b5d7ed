using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.Caching;

namespace RagCluster.Grains.Caching;

/// <summary>What the cache's tiers hold and did on this silo.</summary>
internal sealed class CacheMetrics(CacheTiers tiers) : IMetricSource
{
    /// <inheritdoc/>
    public Task WriteAsync(IMetricSink sink, CancellationToken cancellationToken)
    {
        CacheStatistics cache = tiers.Statistics();
        foreach (CacheTierStatistics tier in cache.Tiers)
        {
            sink.Write(MetricList.CacheEntries, tier.Entries, ("cache", tier.Tier));
            sink.Write(MetricList.CacheEvictions, tier.Evictions, ("cache", tier.Tier));
        }

        sink.Write(MetricList.CacheCoalesced, cache.Coalesced);
        return Task.CompletedTask;
    }
}
