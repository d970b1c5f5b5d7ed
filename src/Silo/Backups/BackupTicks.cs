using Microsoft.Extensions.Options;
using RagCluster.Api.Operations;
using RagCluster.Backup;
using RagCluster.Backup.Scheduling;
using RagCluster.Backup.Shipping;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Silo.Backups;

/// <summary>Has the cluster look whether a backup is due, now and then, whichever silos live.</summary>
internal sealed partial class BackupTicks(
    IGrainFactory grains,
    NodeState state,
    IOptions<BackupOptions> options,
    TimeProvider time,
    ILogger<BackupTicks> log
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool isScheduled = !BackupSchedule.Parse(options.Value.Schedule).IsOff;
        // A log needs a backup that it goes on from, whatever the schedule says.
        if (!options.Value.HasDestination || (!isScheduled && options.Value.LogShipping == LogShipping.Off))
            return;
        await state.Joined.WaitAsync(stoppingToken);
        using PeriodicTimer timer = new(Period, time);
        do
        {
            await TickAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TickAsync(CancellationToken stoppingToken)
    {
        try
        {
            await grains.GetGrain<IBackupGrain>(IBackupGrain.Key).TickAsync(stoppingToken);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            // The service's boundary: what escaped from here would stop the whole silo, and a place for backups fails as it likes.
            LogFailed(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether a backup is due could not be found out; it is tried again")]
    private partial void LogFailed(Exception error);
}
