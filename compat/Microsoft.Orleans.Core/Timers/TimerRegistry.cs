using Microsoft.Extensions.Logging;
using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>Makes timers on the silo's clock.</summary>
internal sealed class TimerRegistry(TimeProvider time, ILogger<GrainTimer> logger) : ITimerRegistry
{
    public IDisposable RegisterTimer(
        IGrainContext grainContext,
        Func<object?, Task> callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) =>
        RegisterGrainTimer(
            grainContext,
            static (pair, _) => pair.callback(pair.state),
            (callback, state),
            new(dueTime, period) { Interleave = true }
        );

    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext,
        Func<TState, CancellationToken, Task> callback,
        TState state,
        GrainTimerCreationOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(callback);
        ActivationData activation =
            grainContext as ActivationData
            ?? throw new InvalidOperationException("RegisterGrainTimer: timers belong to an activation of this silo.");
        return new GrainTimer(activation, token => callback(state, token), options, time, logger);
    }
}
