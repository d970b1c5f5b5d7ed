using RagCluster.Api.Operations;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Silo.Backups;

/// <summary>Has the cluster remove, when a silo starts, what a restore left whose process ended.</summary>
internal sealed partial class RestoreSweep(IGrainFactory grains, NodeState state, ILogger<RestoreSweep> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await state.Joined.WaitAsync(stoppingToken);
        try
        {
            await grains.GetGrain<IRestoreGrain>(IRestoreGrain.Key).SweepAsync(stoppingToken);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            // The service's boundary: what is left is seen by nobody, and goes before the next restore.
            LogFailed(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What a restore may have left could not be removed; it goes before the next one")]
    private partial void LogFailed(Exception error);
}
