using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>Grain calls: counts since the start, rates and durations over the last ten seconds.</summary>
/// <param name="Calls">Calls since the silos' start.</param>
/// <param name="Errors">Calls since the silos' start that ended in an exception.</param>
/// <param name="CallsPerSecond">Calls a second, over the last ten seconds.</param>
/// <param name="ErrorsPerSecond">Calls a second that ended in an exception, over the last ten seconds.</param>
/// <param name="MeanMs">The mean duration of a call in milliseconds, over the last ten seconds.</param>
/// <param name="P99Ms">The duration in milliseconds below which 99 of 100 calls stayed, over the last ten seconds.</param>
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
