using RagCluster.Grains.Interfaces.Topology;

namespace RagCluster.Api.Operations;

/// <summary>The wanted number of silos over HTTP.</summary>
internal sealed record ScalingResponse(
    int WantedSilos,
    int Silos,
    string Reason,
    int SilosMin,
    int SilosMax,
    double CpuShare,
    long QueueDepth,
    double QueryP95Ms
)
{
    /// <summary>The HTTP form of the state.</summary>
    internal static ScalingResponse From(ScalingState state) =>
        new(
            state.WantedSilos,
            state.SiloCount,
            state.Reason,
            state.SilosMin,
            state.SilosMax,
            Math.Round(state.CpuShare, 4),
            state.QueueDepth,
            Math.Round(state.QueryP95.TotalMilliseconds, 2)
        );
}
