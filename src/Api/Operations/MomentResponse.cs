using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>One second of a silo.</summary>
/// <param name="At">The second's end.</param>
/// <param name="Calls">Grain calls that ended in it.</param>
/// <param name="Errors">Grain calls that ended in it with an exception.</param>
/// <param name="CpuPercent">The silo's processor use, 0 to 100 over all cores.</param>
internal sealed record MomentResponse(DateTimeOffset At, long Calls, long Errors, double CpuPercent)
{
    /// <summary>The HTTP form of a moment.</summary>
    internal static MomentResponse From(SiloMoment moment) =>
        new(moment.At, moment.CallCount, moment.ErrorCount, Math.Round(100 * moment.CpuRatio, 1));
}
