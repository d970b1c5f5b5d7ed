using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>One second of a silo over HTTP.</summary>
internal sealed record MomentResponse(DateTimeOffset At, long Calls, long Errors, double CpuPercent)
{
    /// <summary>The HTTP form of a moment.</summary>
    internal static MomentResponse From(SiloMoment moment) =>
        new(moment.At, moment.CallCount, moment.ErrorCount, Math.Round(100 * moment.CpuRatio, 1));
}
