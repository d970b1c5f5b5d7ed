using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RagCluster.Grains.Topology;

/// <summary>Checks the connections to other silos again and again, also after a check that failed.</summary>
/// <param name="period">From one check to the next.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says why a check failed.</param>
internal abstract partial class PeriodicCheck(TimeSpan period, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>Checks once.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    protected abstract Task CheckAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync(stoppingToken);
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
