using Microsoft.Extensions.Logging;
using Orleans.Core.Internal;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <content>The queue of calls and the rules by which they take turns.</content>
internal sealed partial class ActivationData
{
    private readonly LinkedList<Message> _waiting = [];
    private readonly HashSet<Message> _running = [];
    private readonly Dictionary<Guid, int> _reentrantChains = [];

    // Invariant: the call that all others wait for unless they may interleave; null when none runs that blocks.
    private Message? _blocking;

    /// <summary>The number of calls that run or wait.</summary>
    public int Load
    {
        get
        {
            lock (_lock)
                return _running.Count + _waiting.Count;
        }
    }

    public void Receive(Message message)
    {
        lock (_lock)
        {
            if (State != ActivationState.Invalid)
            {
                Touch();
                _waiting.AddLast(message);
                if (State == ActivationState.Creating)
                    BeginActivation();
                else if (Class.MayInterleave is null || _running.Count == 0)
                    StartWhatMayRun();
                else
                    _scheduler.Start(static state => ((ActivationData)state!).StartWhatMayRunOnTurn(), this);
                return;
            }
        }

        _silo.Router.Send(message);
    }

    /// <summary>Takes work of the activation itself; it neither starts the activation nor keeps it from being idle.</summary>
    public void ReceiveLocal(Message message)
    {
        lock (_lock)
        {
            if (State >= ActivationState.Deactivating)
                return;
            _waiting.AddLast(message);
            StartWhatMayRun();
        }
    }

    public void Cancel(Message message)
    {
        lock (_lock)
        {
            if (_waiting.Remove(message))
            {
                message.Reject(new OperationCanceledException("The request was canceled before it ran."));
                return;
            }

            if (!_running.Contains(message))
                return;
        }

        _scheduler.Start(static state => ((Message)state!).Request?.TryCancel(), message);
    }

    void ICallChainReentrantGrainContext.OnEnterReentrantSection(Guid reentrancyId)
    {
        lock (_lock)
            _reentrantChains[reentrancyId] = _reentrantChains.GetValueOrDefault(reentrancyId) + 1;
    }

    void ICallChainReentrantGrainContext.OnExitReentrantSection(Guid reentrancyId)
    {
        lock (_lock)
        {
            int count = _reentrantChains.GetValueOrDefault(reentrancyId) - 1;
            if (count > 0)
                _reentrantChains[reentrancyId] = count;
            else
                _reentrantChains.Remove(reentrancyId);
        }
    }

    private void StartWhatMayRunOnTurn()
    {
        lock (_lock)
            StartWhatMayRun();
    }

    // Called under the lock. Calls that may not run are passed over, so that one which interleaves need not wait for them.
    private void StartWhatMayRun()
    {
        if (State != ActivationState.Valid)
            return;
        for (LinkedListNode<Message>? node = _waiting.First; node is not null; )
        {
            (Message? message, LinkedListNode<Message>? current) = (node.Value, node);
            node = node.Next;
            if (!MayRun(message))
                continue;
            _waiting.Remove(current);
            _running.Add(message);
            if (_blocking is null && !message.IsAlwaysInterleave)
                _blocking = message;
            _scheduler.Start(_runTurn, message);
        }
    }

    private bool MayRun(Message message)
    {
        if (_running.Count == 0 || message.IsAlwaysInterleave || _blocking is null || Class.IsReentrant)
            return true;
        if (_blocking.IsReadOnly && message.IsReadOnly)
            return true;
        Guid chain = RequestContext.ReentrancyIdOf(message.RequestContext);
        if (chain != Guid.Empty && _reentrantChains.ContainsKey(chain))
            return true;
        if (Class.MayInterleave is not { } mayInterleave)
            return false;
        return (message.Request is { } request && mayInterleave(GrainInstance!, request))
            || (_blocking.Request is { } blocking && mayInterleave(GrainInstance!, blocking));
    }

    private async Task RunTurnAsync(Message message)
    {
        try
        {
            if (message.LocalWork is { } work)
                await work();
            else
                await AnswerAsync(message);
        }
        catch (Exception exception)
        {
            _silo.Logger.LogError(exception, "Work of {Activation} failed.", this);
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(message);
                if (ReferenceEquals(_blocking, message))
                    _blocking = null;
                if (message.LocalWork is null)
                    Touch();
                if (State == ActivationState.Deactivating && _running.Count == 0)
                    BeginEnd();
                else
                    StartWhatMayRun();
            }
        }
    }

    private async Task AnswerAsync(Message message)
    {
        if (message.ExpiresAt != 0 && _silo.Time.GetTimestamp() > message.ExpiresAt)
            return;
        Response response;
        try
        {
            RequestContext.CallContextData.Value = message.RequestContext;
            message.Request!.SetTarget(this);
            response =
                _silo.Filters.Length > 0 || GrainInstance is IIncomingGrainCallFilter
                    ? await InvokeThroughFiltersAsync(message)
                    : await message.Request.Invoke();
            if (message.IsOneWay)
                return;
            if (message.Mode != CopyMode.Serialized)
                response = response.Copy(new CopyContext(message.Mode, message.ReplyTo!.References));
        }
        catch (Exception exception)
        {
            response = CopyOrExplain(message, Fail(message, exception));
        }

        message.Reply(response);
    }

    private async Task<Response> InvokeThroughFiltersAsync(Message message)
    {
        IncomingCallContext context = new(message, this, _silo.Filters);
        await context.Invoke();
        return context.Response ?? throw new InvalidOperationException($"A call filter neither invoked {message} nor set its result.");
    }

    private Response Fail(Message message, Exception exception)
    {
        if (message.IsOneWay)
            _silo.Logger.LogWarning(exception, "The one-way call {Message} failed.", message);
        else if (_silo.Logger.IsEnabled(LogLevel.Debug))
            _silo.Logger.LogDebug(exception, "The call {Message} failed.", message);
        if (exception is InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            inconsistent.IsSourceActivation = false;
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception.Message));
        }

        return Response.FromException(exception);
    }

    private static Response CopyOrExplain(Message message, Response response)
    {
        if (message.IsOneWay || message.Mode == CopyMode.Serialized)
            return response;
        try
        {
            return response.Copy(new CopyContext(message.Mode, message.ReplyTo!.References));
        }
        catch (Exception exception)
        {
            // The process boundary: the caller learns why the error itself cannot reach it.
            return Response.FromException(exception);
        }
    }
}
