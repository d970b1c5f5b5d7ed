using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>A grain type: its activations and calls, on all silos and on each.</summary>
/// <param name="Type">The grain's class, without its namespace.</param>
/// <param name="Activations">Its activations on all silos.</param>
/// <param name="Load">Its calls on all silos.</param>
/// <param name="Silos">The same by silo.</param>
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
