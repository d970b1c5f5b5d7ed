using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>One grain type with its methods and activations.</summary>
/// <param name="Grain">The grain type with its load.</param>
/// <param name="Methods">Its methods by silo, the busiest first.</param>
/// <param name="Activations">Its activations in the order of their ids, as many as were asked for.</param>
/// <param name="ActivationCount">How many activations there are.</param>
/// <param name="HasMore">Whether there are more activations than are listed.</param>
internal sealed record GrainTypeResponse(
    ClusterGrainResponse Grain,
    GrainMethodResponse[] Methods,
    ActivationResponse[] Activations,
    int ActivationCount,
    bool HasMore
)
{
    /// <summary>The HTTP form of a detail.</summary>
    internal static GrainTypeResponse From(GrainTypeDetail detail) =>
        new(
            ClusterGrainResponse.From(detail.Type),
            [.. detail.Methods.Select(m => new GrainMethodResponse(m.Method, m.Silo, LoadResponse.From(m.Load)))],
            [.. detail.Activations.Select(a => new ActivationResponse(a.Id, a.Silo))],
            detail.ActivationCount,
            detail.ActivationCount > detail.Activations.Length
        );
}
