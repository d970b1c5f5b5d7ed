using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Topology;

/// <summary>Says how many silos the load asks for. One for the cluster, under <see cref="Key"/>.</summary>
[Alias("RagCluster.IScalingGrain")]
public interface IScalingGrain : IGrainWithStringKey
{
    /// <summary>The key.</summary>
    const string Key = "scaling";

    /// <summary>Takes a silo's load.</summary>
    /// <param name="load">The load.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state with it.</returns>
    [Alias("Report")]
    Task<ScalingState> ReportAsync(SiloLoad load, CancellationToken cancellationToken);

    /// <summary>The state as it stands.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Get")]
    Task<ScalingState> GetAsync(CancellationToken cancellationToken);

    /// <summary>Documents that wait for indexing, in all collections.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [Alias("GetQueueDepth")]
    Task<long> GetQueueDepthAsync(CancellationToken cancellationToken);
}
