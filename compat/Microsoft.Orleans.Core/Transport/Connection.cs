using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.Wire;

namespace Orleans.Runtime;

/// <summary>
/// One connection, from either end. What is sent before it is open waits in order; what waits for an answer when it ends is rejected.
/// Calls of one sender to one target stay in order: they are written in the order of <see cref="Send"/> and handed on in that of the bytes.
/// </summary>
internal sealed partial class Connection
{
    private readonly ConcurrentDictionary<long, object> _waiting = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly FrameSender _sender;
    private readonly Action<Connection, bool> _onEnd;
    private Stream? _stream;
    private long _lastCorrelation;
    private int _ended;
    private volatile Exception? _cause;
    private volatile bool _isLeaving;

    /// <param name="shared">What all connections of the host have in common.</param>
    /// <param name="remote">The other end; null while it is not known.</param>
    /// <param name="onEnd">Told once, when the connection ends, and whether it broke.</param>
    public Connection(ConnectionShared shared, SiloAddress? remote, Action<Connection, bool> onEnd)
    {
        Shared = shared;
        Remote = remote;
        _onEnd = onEnd;
        _sender = new FrameSender(shared.BacklogBytesMax);
    }

    public ConnectionShared Shared { get; }

    public SiloAddress? Remote { get; private set; }

    public bool IsEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>When it ended, in the provider's ticks.</summary>
    public long EndedAt { get; private set; }

    /// <summary>Whether the other side still takes calls.</summary>
    public bool IsUsable => !IsEnded && !_isLeaving;

    public int WaitingCount => _waiting.Count;

    /// <summary>Sends a call. What cannot be sent is rejected, never thrown.</summary>
    public void Send(Message message)
    {
        long correlation = Interlocked.Increment(ref _lastCorrelation);
        WireWriter writer = WireWriter.Rent(Shared.FrameBytesMax);
        try
        {
            MessageCodec.WriteRequest(writer, correlation, message, Shared.Time);
            writer.CheckLength();
            message.Correlation = correlation;
            if (!message.IsOneWay)
                _waiting[correlation] = message;
            if (_sender.TryPost(writer.Written))
            {
                if (IsEnded)
                    RejectWaiting(correlation);
                return;
            }

            RejectWaiting(correlation);
        }
        catch (Exception exception)
        {
            // The caller is told why its call cannot be written; no other call is touched.
            _waiting.TryRemove(correlation, out _);
            if (message.IsOneWay)
                Shared.Logger.LogWarning(exception, "The one-way call {Message} cannot be written.", message);
            message.Reject(exception);
        }
        finally
        {
            writer.Return();
        }
    }

    /// <summary>Tells the other side that nobody waits for the answer any more.</summary>
    public void Cancel(Message message)
    {
        if (
            message.Correlation == 0
            || !_waiting.TryGetValue(message.Correlation, out object? waiting)
            || !ReferenceEquals(waiting, message)
        )
            return;
        Post(FrameKind.Cancel, message.Correlation, static (_, _) => { }, 0);
    }

    /// <summary>Asks a service of the other side.</summary>
    /// <exception cref="SiloUnavailableException">The connection broke before the answer.</exception>
    public async Task<ReadOnlyMemory<byte>> RequestAsync(string service, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        long correlation = Interlocked.Increment(ref _lastCorrelation);
        TaskCompletionSource<ReadOnlyMemory<byte>> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[correlation] = source;
        try
        {
            Post(
                FrameKind.ServiceRequest,
                correlation,
                static (writer, state) =>
                {
                    writer.WriteText(state.service);
                    writer.WriteRaw(state.payload.Span);
                },
                (service, payload)
            );
            if (IsEnded)
                RejectWaiting(correlation);
            return await source.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(correlation, out _);
        }
    }

    /// <summary>
    /// Writes the answer to a call that came over this connection; an answer that cannot be written becomes the reason why.
    /// </summary>
    public void Reply(long correlation, Response response)
    {
        if (IsEnded)
            return;
        _incoming.TryRemove(correlation, out _);
        WireWriter writer = WireWriter.Rent(Shared.FrameBytesMax);
        try
        {
            WriteResponse(writer, correlation, response);
            if (!_sender.TryPost(writer.Written) && !IsEnded)
                End($"{Remote} does not read what it asked for.", isBroken: true);
        }
        finally
        {
            writer.Return();
        }
    }

    /// <summary>Rejects calls whose callers have stopped to wait; the other side drops them unanswered.</summary>
    public void ForgetExpired()
    {
        long now = Shared.Time.GetTimestamp();
        foreach ((long correlation, object? waiting) in _waiting)
        {
            if (waiting is not Message { ExpiresAt: not 0 } message || message.ExpiresAt + Shared.Time.TimestampFrequency > now)
                continue;
            if (_waiting.TryRemove(correlation, out _))
                message.Reject(new TimeoutException($"Response did not arrive on time for message: {message}."));
        }
    }

    /// <summary>Tells the other side to send no more calls. Those that it has sent are still answered.</summary>
    public void SayGoodbye()
    {
        if (_stream is not null && !IsEnded)
            Post(FrameKind.Goodbye, 0, static (_, _) => { }, 0);
    }

    /// <summary>Says goodbye once everything is written, then closes; at once and without a word when there is no time.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (_stream is not null && !IsEnded && !cancellationToken.IsCancellationRequested)
        {
            SayGoodbye();
            await _sender.DrainAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        End("The connection was closed.", isBroken: false);
    }

    /// <summary>Closes at once and rejects what waits.</summary>
    public void End(string reason, bool isBroken, Exception? cause = null)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        _cause = cause;
        EndedAt = Shared.Time.GetTimestamp();
        if (isBroken && !_isLeaving)
            Shared.Logger.LogInformation(cause, "The connection to {Remote} broke: {Reason}", Remote, reason);
        _closing.Cancel();
        _sender.Close();
        _stream?.Dispose();
        _incoming.Clear();
        // First the runtime, then the callers: whoever is rejected finds the loss reported.
        _onEnd(this, isBroken && !_isLeaving);
        foreach (long correlation in _waiting.Keys)
            RejectWaiting(correlation, reason, cause);
    }

    private static void WriteResponse(WireWriter writer, long correlation, Response response)
    {
        try
        {
            MessageCodec.WriteResponse(writer, correlation, response);
            writer.CheckLength();
        }
        catch (Exception exception)
        {
            // The process boundary: the caller learns why the answer itself cannot reach it.
            writer.Reset();
            MessageCodec.WriteResponse(writer, correlation, Response.FromException(Explain(exception)));
        }
    }

    private static Exception Explain(Exception exception) =>
        exception as SerializerException ?? new SerializerException($"The answer could not be written: {exception.Message}");

    private void Post<TState>(FrameKind kind, long correlation, Action<WireWriter, TState> write, TState state)
    {
        WireWriter writer = WireWriter.Rent(Shared.FrameBytesMax);
        try
        {
            writer.WriteByte((byte)kind);
            writer.WriteVarUInt((ulong)correlation);
            write(writer, state);
            writer.CheckLength();
            if (!_sender.TryPost(writer.Written))
                RejectWaiting(correlation);
        }
        finally
        {
            writer.Return();
        }
    }

    private void RejectWaiting(long correlation, string? reason = null, Exception? cause = null)
    {
        if (!_waiting.TryRemove(correlation, out object? waiting))
            return;
        OrleansException error = IsEnded ? Unavailable(reason ?? "The connection has ended.", cause ?? _cause) : Overloaded();
        if (waiting is Message message)
            message.Reject(error);
        else
            ((TaskCompletionSource<ReadOnlyMemory<byte>>)waiting).TrySetException(error);
    }

    private SiloUnavailableException Unavailable(string reason, Exception? cause)
    {
        string text = $"The target silo {Remote} became unavailable. {reason}";
        return cause is null ? new SiloUnavailableException(text) : new SiloUnavailableException(text, cause);
    }

    private OrleansException Overloaded() =>
        Shared.Local.IsClient
            ? new GatewayTooBusyException($"More than {Shared.BacklogBytesMax} bytes wait to be sent to {Remote}.")
            : new OrleansMessageRejectionException($"More than {Shared.BacklogBytesMax} bytes wait to be sent to {Remote}.");
}
