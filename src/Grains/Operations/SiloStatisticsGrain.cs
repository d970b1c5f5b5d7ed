using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Operations;
using RagCluster.Grains.Placement;

namespace RagCluster.Grains.Operations;

/// <summary>Tells what its silo counted.</summary>
[PinnedPlacement]
internal sealed class SiloStatisticsGrain(SiloSampler sampler, CacheTiers cache, ILocalSiloDetails silo) : Grain, ISiloStatisticsGrain
{
    /// <inheritdoc/>
    public Task<SiloStatistics> GetAsync(CancellationToken cancellationToken) => Task.FromResult(sampler.Describe(silo.SiloAddress.ToParsableString()) with { Cache = cache.Statistics() });
}
