using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>The cluster over HTTP.</summary>
internal sealed record ClusterResponse(
    DateTimeOffset At,
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
            [.. snapshot.Silos.Select(silo => ClusterSiloResponse.From(silo, snapshot.At))],
            [.. snapshot.Grains.Select(ClusterGrainResponse.From)],
            CacheResponse.From(snapshot.Cache),
            [.. snapshot.Failures.Select(FailureResponse.From)]
        );
}
