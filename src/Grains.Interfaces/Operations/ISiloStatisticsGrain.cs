using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>What one silo counted of itself. Key: the silo's address; it runs on that silo.</summary>
[Alias("RagCluster.ISiloStatisticsGrain")]
public interface ISiloStatisticsGrain : IGrainWithStringKey
{
    /// <summary>The counts as they stand.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [ReadOnly]
    [ResponseTimeout("00:00:03")]
    [Alias("Get")]
    Task<SiloStatistics> GetAsync(CancellationToken cancellationToken);
}
