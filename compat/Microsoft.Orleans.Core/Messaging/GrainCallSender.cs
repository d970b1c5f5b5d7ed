using System.Collections.Concurrent;
using Orleans.CodeGeneration;
using Orleans.Configuration;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Sends the calls of one host, a silo or a client, and keeps those that wait for an answer.</summary>
internal sealed class GrainCallSender : IDisposable
{
    private readonly ConcurrentDictionary<long, PendingCall> _pending = new();
    private readonly Lazy<IOutgoingGrainCallFilter[]> _filters;
    private readonly MessagingOptions _options;
    private readonly CopyMode _mode;
    private readonly ITimer _sweep;
    private long _lastId;
    private volatile bool _stopped;

    public GrainCallSender(
        CopyMode mode,
        IMessageRouter router,
        MessagingOptions options,
        Func<IEnumerable<IOutgoingGrainCallFilter>> filters,
        TimeProvider time
    )
    {
        _mode = mode;
        _options = options;
        // Made at the first call: a filter may itself ask for a grain factory.
        _filters = new(() => [.. filters()]);
        Router = router;
        Time = time;
        TimeSpan period = TimeSpan.FromMilliseconds(Math.Clamp(options.ResponseTimeout.TotalMilliseconds, 1, 1000));
        _sweep = time.CreateTimer(static state => ((GrainCallSender)state!).Sweep(), this, period, period);
    }

    public IMessageRouter Router { get; }

    public TimeProvider Time { get; }

    public bool CancelOnTimeout => _options.CancelRequestOnTimeout;

    public bool WaitForCancellation => _options.WaitForCancellationAcknowledgement;

    /// <summary>The host's own references: those of answers belong to it.</summary>
    public GrainReferenceFactory References { get; set; } = null!;

    /// <summary>The references of the silo, to which those of arguments belong.</summary>
    public GrainReferenceFactory SiloReferences { get; set; } = null!;

    /// <summary>The sender's name outside of any grain.</summary>
    public GrainId ClientId { get; init; }

    public int PendingCount => _pending.Count;

    public object?[] CopyArguments(GrainMethod method, object?[] arguments)
    {
        if (_mode == CopyMode.Serialized)
            return arguments;
        CopyContext? context = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is not { } value)
                continue;
            GrainParameter parameter = method.Parameters[i];
            if (CopierTable.IsAlwaysShallow(value.GetType()))
                continue;
            context ??= new CopyContext(_mode, SiloReferences);
            arguments[i] = parameter.IsImmutable ? parameter.CopyImmutable(value, context) : parameter.Copy(value, context);
        }

        return arguments;
    }

    public Task<T> Call<T>(GrainReference target, GrainMethod method, object?[] arguments)
    {
        ObjectDisposedException.ThrowIf(_stopped, this);
        GrainRequest request = new(method, CopyArguments(method, arguments));
        return _filters.Value.Length == 0 ? Send<T>(target, request) : CallThroughFilters<T>(target, request);
    }

    public Task<T> Send<T>(GrainReference target, GrainRequest request)
    {
        CancellationToken token = request.GetCancellationToken();
        token.ThrowIfCancellationRequested();
        request.SeparateCancellation();
        TimeSpan timeout = request.GetDefaultResponseTimeout() ?? _options.ResponseTimeout;
        bool oneWay = (request.Options & InvokeMethodOptions.OneWay) != 0;
        PendingCall<T>? call = oneWay ? null : new PendingCall<T>(this, Interlocked.Increment(ref _lastId), timeout);
        Message message = new()
        {
            TargetGrain = target.GrainId,
            SendingGrain = RuntimeContext.Current?.GrainId ?? ClientId,
            InterfaceType = target.InterfaceType,
            Options = request.Options,
            RequestContext = CopyRequestContext(),
            Request = request,
            ReplyTo = call,
            Mode = _mode,
            ExpiresAt = _options.DropExpiredMessages ? Time.GetTimestamp() + (long)(timeout.TotalSeconds * Time.TimestampFrequency) : 0,
        };
        if (call is null)
        {
            Router.Send(message);
            return Task.FromResult(default(T)!);
        }

        call.Message = message;
        _pending.TryAdd(call.Id, call);
        call.Watch(token);
        Router.Send(message);

        // Cancelled while it was being sent: the callee could not be told before.
        if (token.IsCancellationRequested)
            Router.Cancel(message);
        return call.Task;
    }

    public void Forget(PendingCall call) => _pending.TryRemove(call.Id, out _);

    /// <summary>Ends every waiting call with <see cref="SiloUnavailableException"/>.</summary>
    public void Stop()
    {
        _stopped = true;
        _sweep.Dispose();
        foreach (PendingCall call in _pending.Values)
        {
            call.Complete(
                Response.FromException(
                    new SiloUnavailableException(
                        $"The local Orleans host is shutting down and can no longer process the request: {call.Message}."
                    )
                )
            );
        }
    }

    public void Dispose() => Stop();

    private async Task<T> CallThroughFilters<T>(GrainReference target, GrainRequest request)
    {
        OutgoingCallContext<T> context = new(this, target, request, _filters.Value);
        await context.Invoke();
        return context.Response!.GetResult<T>()!;
    }

    private Dictionary<string, object>? CopyRequestContext()
    {
        Dictionary<string, object>? values = RequestContext.CallContextData.Value;
        if (values is null || _mode == CopyMode.Serialized || values.Values.All(v => CopierTable.IsAlwaysShallow(v.GetType())))
            return values;
        CopyContext context = new(_mode, SiloReferences);
        return values.ToDictionary(p => p.Key, p => context.Copy(p.Value));
    }

    private void Sweep()
    {
        long now = Time.GetTimestamp();
        foreach (PendingCall call in _pending.Values)
        {
            if (call.IsExpired(now))
                call.Expire();
        }
    }
}
