using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>Grain calls over HTTP: counts since the start, rates and durations over the last ten seconds.</summary>
internal sealed record LoadResponse(long Calls, long Errors, double CallsPerSecond, double ErrorsPerSecond, double MeanMs, double P99Ms)
{
    /// <summary>The HTTP form of a load.</summary>
    internal static LoadResponse From(CallLoad load) =>
        new(
            load.CallCount,
            load.ErrorCount,
            Math.Round(load.CallsPerSecond, 2),
            Math.Round(load.ErrorsPerSecond, 2),
            Math.Round(load.Mean.TotalMilliseconds, 3),
            Math.Round(load.P99.TotalMilliseconds, 3)
        );
}
