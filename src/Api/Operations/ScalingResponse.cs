using RagCluster.Grains.Interfaces.Topology;

namespace RagCluster.Api.Operations;

/// <summary>How many silos there are, how many the load asks for, and why.</summary>
/// <param name="WantedSilos">Silos that the load asks for, between the minimum and the maximum.</param>
/// <param name="Silos">Silos that serve.</param>
/// <param name="Reason">What decided: <c>cpu</c>, <c>memory</c>, <c>queue</c>, <c>latency</c>, <c>minimum</c>, <c>maximum</c>,
/// <c>steady</c> or <c>waiting</c>.</param>
/// <param name="SilosMin">The fewest silos that may be wanted.</param>
/// <param name="SilosMax">The most silos that may be wanted.</param>
/// <param name="CpuShare">The mean share of the processors that is in use, 0 to 1.</param>
/// <param name="MemoryShare">The mean share of their memory that the silos hold, 0 to 1.</param>
/// <param name="QueueDepth">Documents that wait for indexing.</param>
/// <param name="QueryP95Ms">The highest 95th percentile of the queries' latency on any silo, in milliseconds.</param>
internal sealed record ScalingResponse(
    int WantedSilos,
    int Silos,
    string Reason,
    int SilosMin,
    int SilosMax,
    double CpuShare,
    double MemoryShare,
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
            Math.Round(state.MemoryShare, 4),
            state.QueueDepth,
            Math.Round(state.QueryP95.TotalMilliseconds, 2)
        );
}
