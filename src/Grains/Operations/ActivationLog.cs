using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace RagCluster.Grains.Operations;

/// <summary>
/// Says when an activation that is the only one of its grain takes its first call, and when it has ended, so that the logs of all silos
/// together show whether a grain was ever active twice. Only where its category logs at the level Debug.
/// </summary>
internal sealed partial class ActivationLog(ILocalSiloDetails silo, ILogger<ActivationLog> log) : IIncomingGrainCallFilter
{
    private static readonly object Noted = new();
    private readonly ConditionalWeakTable<IGrainContext, object> _known = [];

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (
            log.IsEnabled(LogLevel.Debug)
            && context.Grain is Grain grain
            && !grain.GetType().IsDefined(typeof(StatelessWorkerAttribute), inherit: true)
            && _known.TryAdd(context.TargetContext, Noted)
        )
        {
            _ = FollowAsync(context.TargetContext);
        }

        return context.Invoke();
    }

    private async Task FollowAsync(IGrainContext activation)
    {
        string address = silo.SiloAddress.ToString();
        LogBegan(activation.GrainId, activation.ActivationId, address);
        await activation.Deactivated;
        LogEnded(activation.GrainId, activation.ActivationId, address);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Active: {Grain} as {Activation} on {Silo}")]
    private partial void LogBegan(GrainId grain, ActivationId activation, string silo);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Ended: {Grain} as {Activation} on {Silo}")]
    private partial void LogEnded(GrainId grain, ActivationId activation, string silo);
}
