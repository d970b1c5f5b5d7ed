using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>Looks at the cluster for operators. Key: 0.</summary>
[Alias("RagCluster.IClusterGrain")]
public interface IClusterGrain : IGrainWithIntegerKey
{
    /// <summary>The cluster now; at most one second old.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("Get")]
    Task<ClusterSnapshot> GetAsync(CancellationToken cancellationToken);

    /// <summary>One grain type with its methods and activations.</summary>
    /// <param name="type">The grain class, without its namespace.</param>
    /// <param name="limit">The most activations to list.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is neither an activation nor a call of such a type.</exception>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("GetGrainType")]
    Task<GrainTypeDetail> GetGrainTypeAsync(string type, int limit, CancellationToken cancellationToken);
}
