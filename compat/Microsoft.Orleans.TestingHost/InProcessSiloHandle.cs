using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>A silo of this process.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private int _isStopped;

    public IHost SiloHost { get; init; } = null!;

    public IServiceProvider ServiceProvider => SiloHost.Services;

    public override bool IsActive => Volatile.Read(ref _isStopped) == 0;

    public override Task StopSiloAsync(bool stopGracefully) => StopSiloAsync(new CancellationToken(!stopGracefully));

    public override async Task StopSiloAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
            return;
        try
        {
            await Task.Run(() => SiloHost.StopAsync(ct), CancellationToken.None);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // A silo that is killed has no time to stop.
            return;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(true);
        Dispose();
    }

    /// <summary>Does what the host of a process does when the application asks to be stopped.</summary>
    internal void StopWhenEvicted() =>
        ServiceProvider
            .GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStopping.Register(() =>
                ThreadPool.UnsafeQueueUserWorkItem(static handle => _ = handle.StopSiloAsync(false), this, preferLocal: false)
            );

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            SiloHost.Dispose();
    }
}
