namespace RagCluster.Silo.Hosting;

/// <summary>
/// Gives the system back now and then what the C library keeps of memory that was freed: a burst of uploads would leave it behind for good.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class NativeMemoryTrim(TimeProvider time) : BackgroundService
{
    // It takes some milliseconds on a thread of its own, and what is kept for a minute costs nobody anything.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            NativeMemory.Trim();
    }
}
