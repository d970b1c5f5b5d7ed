using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>The cluster at one moment.</summary>
/// <param name="At">When this was so.</param>
/// <param name="Version">The server's version.</param>
/// <param name="Engine">The runtime of the grains and its version.</param>
/// <param name="Silos">The silos, the living first.</param>
/// <param name="Grains">The grain types that have activations or calls, the busiest first.</param>
/// <param name="Cache">The cache of answers, over all silos that answered.</param>
/// <param name="Failures">What failed in the last hours, by cause, the most frequent first.</param>
internal sealed record ClusterResponse(
    DateTimeOffset At,
    string Version,
    string Engine,
    ClusterSiloResponse[] Silos,
    ClusterGrainResponse[] Grains,
    CacheResponse Cache,
    FailureResponse[] Failures
)
{
    /// <summary>The HTTP form of a snapshot.</summary>
    internal static ClusterResponse From(ClusterSnapshot snapshot) =>
        new(
            snapshot.At,
            Versions.Product,
            Versions.Engine,
            [.. snapshot.Silos.Select(ClusterSiloResponse.From)],
            [.. snapshot.Grains.Select(ClusterGrainResponse.From)],
            CacheResponse.From(snapshot.Cache),
            [.. snapshot.Failures.Select(FailureResponse.From)]
        );
}
