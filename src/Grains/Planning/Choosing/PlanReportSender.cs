using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Planning.Choosing;

/// <summary>Sends what this silo learned, by the clock. Does nothing while the planner is off.</summary>
internal sealed partial class PlanReportSender(
    PlanReports reports,
    IOptions<PlannerOptions> options,
    TimeProvider time,
    ILogger<PlanReportSender> log
) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsOn)
            return;
        using PeriodicTimer timer = new(options.Value.ReportPeriod, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await reports.SendAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The service's boundary: what escaped from here would stop the whole silo.
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the planner learned could not be sent")]
    private partial void LogFailed(Exception error);
}
