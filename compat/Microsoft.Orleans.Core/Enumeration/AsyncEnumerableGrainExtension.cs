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
        TimeSpan period = _options.ResponseTimeout;
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
        CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(request.GetCancellationToken());
        IAsyncEnumerator<T> enumerator = request.InvokeImplementation().GetAsyncEnumerator(cancellation.Token);
        RunningEnumeration enumeration = new(enumerator, cancellation, request.MaxBatchSize);
        _running.Add(requestId, enumeration);
        return StepAsync<T>(requestId, enumeration, cancellationToken);
    }

    public ValueTask<(EnumerationResult Status, object? Value)> MoveNext<T>(Guid requestId, CancellationToken cancellationToken) =>
        _running.TryGetValue(requestId, out RunningEnumeration? enumeration)
            ? StepAsync<T>(requestId, enumeration, cancellationToken)
            : new((EnumerationResult.MissingEnumeratorError, null));

    public ValueTask DisposeAsync(Guid requestId) => EndAsync(requestId);

    public async ValueTask DisposeAsync()
    {
        foreach (Guid id in _running.Keys.ToList())
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
            (EnumerationResult Status, object? Value) result = enumeration.Pending is null ? enumeration.TakeReady<T>() : default;
            if (result.Status == default)
                result = await AwaitNextAsync<T>(enumeration, cancellationToken);
            if ((result.Status & (EnumerationResult.Completed | EnumerationResult.Canceled)) != 0)
                await EndAsync(id);
            return result;
        }
        catch (Exception exception)
        {
            bool isCanceled = enumeration.IsCanceled || cancellationToken.IsCancellationRequested;
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
        using CancellationTokenSource patience = new(_options.ConfiguredResponseTimeout / 2);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        Task<bool> pending = enumeration.Pending!;
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
        _running.Remove(id, out RunningEnumeration? enumeration) ? enumeration.EndAsync(_options.ResponseTimeout) : default;

    // Twice unseen in a row: the caller is gone.
    private async Task RemoveAbandonedAsync()
    {
        foreach ((Guid id, RunningEnumeration? enumeration) in _running.ToList())
        {
            if (enumeration is { IsSeen: false, Pending: null })
                await EndAsync(id);
            else
                enumeration.IsSeen = false;
        }
    }
}
