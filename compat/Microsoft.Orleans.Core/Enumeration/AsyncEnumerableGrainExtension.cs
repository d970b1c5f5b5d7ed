using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The grain's end of remote enumerations.</summary>
internal sealed class AsyncEnumerableGrainExtension : IAsyncEnumerableGrainExtension, IAsyncDisposable
{
    private readonly Dictionary<Guid, RunningEnumeration> _running = [];
    private readonly IGrainContext _context;
    private readonly MessagingOptions _options;
    private readonly IGrainTimer _cleaner;

    public AsyncEnumerableGrainExtension(IGrainContext context, Timers.ITimerRegistry timers, IOptions<SiloMessagingOptions> options)
    {
        _context = context;
        _options = options.Value;
        var period = _options.ResponseTimeout;
        _cleaner = timers.RegisterGrainTimer(
            context,
            static (self, _) => self.RemoveAbandonedAsync(),
            this,
            new GrainTimerCreationOptions(period, period) { Interleave = true }
        );
    }

    public ValueTask<(EnumerationResult Status, object? Value)> StartEnumeration<T>(
        Guid requestId,
        IAsyncEnumerableRequest<T> request,
        CancellationToken cancellationToken
    )
    {
        if (_running.ContainsKey(requestId))
            throw new InvalidOperationException("An enumerator with the same identifier already exists.");
        request.SetTarget(_context);
        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(request.GetCancellationToken());
        var enumerator = request.InvokeImplementation().GetAsyncEnumerator(cancellation.Token);
        var enumeration = new RunningEnumeration(enumerator, cancellation, request.MaxBatchSize);
        _running.Add(requestId, enumeration);
        return StepAsync<T>(requestId, enumeration, cancellationToken);
    }

    public ValueTask<(EnumerationResult Status, object? Value)> MoveNext<T>(Guid requestId, CancellationToken cancellationToken) =>
        _running.TryGetValue(requestId, out var enumeration)
            ? StepAsync<T>(requestId, enumeration, cancellationToken)
            : new((EnumerationResult.MissingEnumeratorError, null));

    public ValueTask DisposeAsync(Guid requestId) => EndAsync(requestId);

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _running.Keys.ToList())
            await EndAsync(id);
        _cleaner.Dispose();
    }

    private async ValueTask<(EnumerationResult Status, object? Value)> StepAsync<T>(
        Guid id,
        RunningEnumeration enumeration,
        CancellationToken cancellationToken
    )
    {
        enumeration.IsSeen = true;
        try
        {
            var result = enumeration.Pending is null ? enumeration.TakeReady<T>() : default;
            if (result.Status == default)
                result = await AwaitNextAsync<T>(enumeration, cancellationToken);
            if ((result.Status & (EnumerationResult.Completed | EnumerationResult.Canceled)) != 0)
                await EndAsync(id);
            return result;
        }
        catch (Exception exception)
        {
            var isCanceled = enumeration.IsCanceled || cancellationToken.IsCancellationRequested;
            await EndAsync(id);
            return isCanceled ? (EnumerationResult.Canceled, null) : (EnumerationResult.Error, exception);
        }
    }

    private async Task<(EnumerationResult Status, object? Value)> AwaitNextAsync<T>(
        RunningEnumeration enumeration,
        CancellationToken cancellationToken
    )
    {
        // Half of the caller's patience: it is told that the enumeration lives before its call would time out.
        using var patience = new CancellationTokenSource(_options.ConfiguredResponseTimeout / 2);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var pending = enumeration.Pending!;
        await ((Task)pending)
            .WaitAsync(either.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        enumeration.IsSeen = true;
        if (!pending.IsCompleted)
        {
            return (cancellationToken.IsCancellationRequested ? EnumerationResult.Canceled : EnumerationResult.Heartbeat, null);
        }

        enumeration.Pending = null;
        return await pending
            ? (EnumerationResult.Element, ((IAsyncEnumerator<T>)enumeration.Enumerator).Current)
            : (EnumerationResult.Completed, null);
    }

    private ValueTask EndAsync(Guid id) =>
        _running.Remove(id, out var enumeration) ? enumeration.EndAsync(_options.ResponseTimeout) : default;

    // Twice unseen in a row: the caller is gone.
    private async Task RemoveAbandonedAsync()
    {
        foreach (var (id, enumeration) in _running.ToList())
        {
            if (enumeration is { IsSeen: false, Pending: null })
                await EndAsync(id);
            else
                enumeration.IsSeen = false;
        }
    }
}
