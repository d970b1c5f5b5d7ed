using RagCluster.Corpus.Damage;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Operations;
using RagCluster.Grains.Placement;
using RagCluster.Planning.Calls.Failures;

namespace RagCluster.Grains.Operations;

/// <summary>Tells what its silo counted.</summary>
[PinnedPlacement]
internal sealed class SiloStatisticsGrain(
    SiloSampler sampler,
    CacheTiers cache,
    FailurePatterns failures,
    DamageLedger damage,
    ILocalSiloDetails silo
) : Grain, ISiloStatisticsGrain
{
    // What a page can show.
    private const int DamageMax = 20;

    /// <inheritdoc/>
    public Task<SiloStatistics> GetAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            sampler.Describe(silo.SiloAddress.ToParsableString()) with
            {
                Cache = cache.Statistics(),
                Failures = [.. failures.Recent().Select(Report)],
                Damage = [.. damage.Describe().Take(DamageMax)],
            }
        );

    private static FailureReport Report(FailurePattern pattern) =>
        new(
            pattern.Fingerprint.Dependency,
            pattern.Fingerprint.Type,
            pattern.Fingerprint.Place,
            pattern.Message,
            pattern.Count,
            pattern.FirstAt,
            pattern.LastAt,
            pattern.IsOutage
        );
}
