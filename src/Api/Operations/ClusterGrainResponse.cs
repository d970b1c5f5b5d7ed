using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>A grain type over HTTP.</summary>
internal sealed record ClusterGrainResponse(string Type, int Activations, LoadResponse Load, GrainOnSiloResponse[] Silos)
{
    /// <summary>The HTTP form of a grain type.</summary>
    internal static ClusterGrainResponse From(ClusterGrainType type) =>
        new(
            type.Name,
            type.ActivationCount,
            LoadResponse.From(type.Load),
            [.. type.Silos.Select(s => new GrainOnSiloResponse(s.Silo, s.ActivationCount, LoadResponse.From(s.Load)))]
        );
}
