using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RagCluster.Grains.Topology;

/// <summary>Looks at the connections to other silos again and again, whatever one look meets.</summary>
/// <param name="period">From one look to the next.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says why a look failed.</param>
internal abstract partial class PeerLook(TimeSpan period, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>Looks once.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    protected abstract Task LookAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The service's boundary: what escaped from here would stop the whole silo, and an outage of a store throws what it likes.
                LogFailed(log, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connections to other silos could not be looked at; it is tried again")]
    private static partial void LogFailed(ILogger log, Exception error);
}
