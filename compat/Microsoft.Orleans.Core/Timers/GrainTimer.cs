using Microsoft.Extensions.Logging;
using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>A timer whose ticks are turns of its activation and never overlap.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Lock _lock = new();
    private readonly ActivationData _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _disposal = new();
    private readonly CancellationToken _token;
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _isTicking;
    private bool _isChanged;
    private bool _isDisposed;

    public GrainTimer(
        ActivationData activation,
        Func<CancellationToken, Task> callback,
        GrainTimerCreationOptions options,
        TimeProvider time,
        ILogger<GrainTimer> logger
    )
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        _logger = logger;
        _token = _disposal.Token;
        _period = Checked(options.Period, nameof(options.Period));
        activation.AddTimer(this);
        _timer = CreateTimer(time);
        _timer.Change(Checked(options.DueTime, nameof(options.DueTime)), Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Checked(dueTime, nameof(dueTime));
        Checked(period, nameof(period));
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _period = period;
            _dueTime = dueTime;
            _isChanged = _isTicking;
            if (!_isTicking)
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
        }

        _disposal.Cancel();
        _disposal.Dispose();
        _timer.Dispose();
        _activation.RemoveTimer(this);
    }

    private static TimeSpan Checked(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, name);
        return value;
    }

    private ITimer CreateTimer(TimeProvider time)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Create();
        using (ExecutionContext.SuppressFlow())
            return Create();

        ITimer Create() =>
            time.CreateTimer(static state => ((GrainTimer)state!).QueueTick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void QueueTick() =>
        _activation.ReceiveLocal(
            new Message
            {
                TargetGrain = _activation.GrainId,
                Options = _options.Interleave ? InvokeMethodOptions.AlwaysInterleave : InvokeMethodOptions.None,
                LocalWork = TickAsync,
            }
        );

    private async Task TickAsync()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isTicking = true;
        }

        try
        {
            if (_options.KeepAlive)
                _activation.Touch();
            await _callback(_token);
        }
        catch (Exception exception)
        {
            _logger.LogError(exception, "A timer's callback of {Activation} failed; the timer goes on.", _activation);
        }
        finally
        {
            lock (_lock)
            {
                _isTicking = false;
                TimeSpan next = _isChanged ? _dueTime : _period;
                _isChanged = false;
                if (!_isDisposed && next != Timeout.InfiniteTimeSpan)
                    _timer.Change(next, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
