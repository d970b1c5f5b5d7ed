using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>The cluster over HTTP.</summary>
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
