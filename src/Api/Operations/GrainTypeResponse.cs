using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>One grain type, looked at closely, over HTTP.</summary>
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
