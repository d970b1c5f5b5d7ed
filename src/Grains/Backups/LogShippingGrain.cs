using Microsoft.Extensions.Logging;
using RagCluster.Backup.Shipping;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Grains.Backups;

/// <summary>
/// Ships one segment after the other. Who calls while one is under way can't be sure to be in it, so all of them share the next one.
/// </summary>
internal sealed partial class LogShippingGrain(LogShipper shipper, TimeProvider time, ILogger<LogShippingGrain> log)
    : Grain,
        ILogShippingGrain
{
    private readonly CancellationTokenSource _deactivated = new();
    private Task _running = Task.CompletedTask;
    private Task? _waiting;
    private bool _isFailing;

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deactivated.CancelAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ShipAsync(CancellationToken cancellationToken) => (_waiting ??= NextAsync()).WaitAsync(cancellationToken);

    private async Task NextAsync()
    {
        // Not before this turn has ended: the caller keeps this task as the one that others share.
        await Task.Yield();
        // What became of that one, its own callers hear.
        await _running.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        _waiting = null;
        await (_running = OnceAsync());
    }

    private async Task OnceAsync()
    {
        DateTimeOffset before = time.GetUtcNow();
        try
        {
            SegmentName? shipped = await shipper.ShipAsync(_deactivated.Token);
            BackupMeter.Shipped(shipped?.AsOf ?? before, shipped is not null);
            _isFailing = false;
        }
        catch (Exception failure)
        {
            BackupMeter.NotShipped();
            // Said once, and not with every write that waits for it.
            if (!_isFailing)
                LogFailed(failure);
            _isFailing = true;
            throw failure is RagException
                ? failure
                : new RagException(
                    ErrorKind.Unavailable,
                    "log-not-shipped",
                    "Changes could not be shipped to the place for backups; the server's log has the reason.",
                    null,
                    failure
                );
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Changes can't be shipped to the places for backups; it is tried again")]
    private partial void LogFailed(Exception error);
}
