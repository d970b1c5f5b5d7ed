using Microsoft.Extensions.Options;
using RagCluster.Api.Operations;
using RagCluster.Backup;
using RagCluster.Backup.Shipping;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Operations;
using RagCluster.Silo.Health;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Silo.Backups;

/// <summary>
/// Has the cluster ship its changes, every so often and, where the settings ask for it, before this silo acknowledges a write. Where they
/// are not shipped, none are noted.
/// </summary>
internal sealed partial class LogTicks(
    IGrainFactory grains,
    ChangeLog changes,
    NodeState state,
    LogShippingCondition condition,
    IOptions<BackupOptions> options,
    TimeProvider time,
    ILogger<LogTicks> log
) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await state.Joined.WaitAsync(stoppingToken);
        if (options.Value.LogShipping == LogShipping.Off)
        {
            await EndAsync(stoppingToken);
            return;
        }

        // For the rest of the process's life: a write while it stops is acknowledged like any other, or not at all.
        if (options.Value.LogShipping == LogShipping.Acknowledged)
            changes.Shipped = ShipAsync;
        using PeriodicTimer timer = new(options.Value.LogInterval, time);
        do
        {
            await TickAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ShipAsync(CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<ILogShippingGrain>(ILogShippingGrain.Key).ShipAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            throw new RagException(
                ErrorKind.Unavailable,
                "log-not-shipped",
                "The write is kept, and could not be shipped to the place for backups: repeat it.",
                null,
                failure
            );
        }
    }

    private async Task TickAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ShipAsync(stoppingToken);
            condition.Failure = null;
        }
        catch (RagException failure)
        {
            // The grain has logged it, once.
            condition.Failure = failure.Message;
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            // The service's boundary: what escaped from here would stop the whole silo.
            condition.Failure = "The shipping of changes failed for a fault of the server; its log has the details.";
            LogFailed(error);
        }
    }

    private async Task EndAsync(CancellationToken stoppingToken)
    {
        try
        {
            await changes.EndAsync(stoppingToken);
        }
        catch (RagException failure)
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The shipping of changes did not work; it is tried again")]
    private partial void LogFailed(Exception error);
}
