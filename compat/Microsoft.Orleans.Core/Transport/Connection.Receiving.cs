using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.Wire;

namespace Orleans.Runtime;

/// <content>The opening, and what comes in.</content>
internal sealed partial class Connection
{
    // Invariant: calls of the other side that it may still cancel.
    private readonly ConcurrentDictionary<long, Message> _incoming = new();
    private bool _isIncoming;

    /// <summary>
    /// Opens the connection and serves it until it ends, apart from the caller: in no grain's turn and with none of its ambient values.
    /// </summary>
    public void Connect(IPEndPoint endpoint, SiloAddress? expected, TaskCompletionSource? opened = null) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Self.ConnectAsync(state.endpoint, state.expected, state.opened),
            (Self: this, endpoint, expected, opened),
            false
        );

    private async Task ConnectAsync(IPEndPoint endpoint, SiloAddress? expected, TaskCompletionSource? opened)
    {
        try
        {
            using (CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token))
            {
                patience.CancelAfter(Shared.Options.OpenConnectionTimeout);
                Stream stream = await ConnectionOpening.ConnectAsync(Shared, endpoint, patience.Token);
                Remote = await ConnectionOpening.GreetAsync(Shared, stream, expected, patience.Token);
                Attach(stream);
            }

            opened?.TrySetResult();
            await ServeAsync();
        }
        catch (Exception exception)
        {
            // The process boundary: whatever the network did, whoever waits is told and nobody else is disturbed.
            HasNeverOpened = _stream is null;
            End(exception.Message, isBroken: true, exception);
            opened?.TrySetException(
                new ConnectionFailedException(
                    $"Unable to connect to endpoint {expected?.ToString() ?? endpoint.ToString()}. See InnerException",
                    exception
                )
            );
        }
    }

    /// <summary>Whether it ended before it was open.</summary>
    public bool HasNeverOpened { get; private set; }

    /// <summary>Serves a connection that the other side opened, until it ends. Never throws.</summary>
    /// <param name="raw">The bytes.</param>
    /// <param name="isFromClients">Whether clients connect here; else silos do.</param>
    public async Task AcceptAsync(Stream raw, bool isFromClients)
    {
        _isIncoming = true;
        try
        {
            using (CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token))
            {
                patience.CancelAfter(Shared.Options.OpenConnectionTimeout);
                Stream stream = Shared.Security is { } security ? await security.SecureServerAsync(raw, patience.Token) : raw;
                Remote = await ConnectionOpening.AnswerAsync(Shared, stream, isFromClients, patience.Token);
                Attach(stream);
            }

            await ServeAsync();
        }
        catch (Exception exception)
        {
            // The process boundary: a peer's fault ends its connection only.
            await raw.DisposeAsync();
            End(exception.Message, isBroken: true, exception);
        }
    }

    private void Attach(Stream stream)
    {
        _stream = stream;
        _sender.Attach(stream, exception => End(exception.Message, isBroken: true, exception));
        if (IsEnded)
            stream.Dispose();
    }

    private async Task ServeAsync()
    {
        await new FrameReceiver(_stream!, Shared.FrameBytesMax).RunAsync(Handle, PauseAsync, _closing.Token);
        End("The other side closed the connection.", isBroken: true);
    }

    // Whoever does not read its answers is not heard either. The side that asks always reads, so that the two never wait for each other.
    private ValueTask PauseAsync() => _isIncoming && _sender.IsCongested ? new ValueTask(_sender.DrainAsync()) : default;

    private void Handle(byte[] buffer, int start, int length)
    {
        WireReader reader = WireReader.Rent(buffer, start, length, Shared.References);
        try
        {
            FrameKind kind = (FrameKind)reader.ReadByte();
            long correlation = (long)reader.ReadVarUInt();
            switch (kind)
            {
                case FrameKind.Request:
                    HandleRequest(reader, correlation);
                    break;
                case FrameKind.Response:
                    HandleResponse(reader, correlation);
                    break;
                case FrameKind.Cancel:
                    if (_incoming.TryRemove(correlation, out Message? canceled))
                        Shared.Router.Cancel(canceled);
                    break;
                case FrameKind.ServiceRequest:
                    _ = ServeRequestAsync(correlation, reader.ReadText(), reader.Take(reader.Remaining).ToArray());
                    break;
                case FrameKind.ServiceResponse:
                    HandleServiceResponse(reader, correlation);
                    break;
                case FrameKind.Goodbye:
                    _isLeaving = true;
                    break;
                default:
                    break;
            }
        }
        finally
        {
            reader.Return();
        }
    }

    private void HandleRequest(WireReader reader, long correlation)
    {
        Message message;
        try
        {
            message = MessageCodec.ReadRequest(reader, Shared.Time, () => new RemoteReplyTarget(this, correlation));
        }
        catch (Exception exception)
        {
            // A call that cannot be read is refused by itself: its frame ends where the next one begins.
            Shared.Logger.LogWarning(exception, "A call from {Remote} could not be read.", Remote);
            Reply(correlation, Response.FromException(exception as SerializerException ?? WireFormat.Malformed(exception)));
            return;
        }

        if (message is { IsOneWay: false, Request: RequestBase request } && request.GetCancellationToken().CanBeCanceled)
        {
            _incoming[correlation] = message;
        }

        message.ReceivedFrom = Remote is { IsClient: false } ? Remote : null;
        try
        {
            Shared.Router.Send(message);
        }
        catch (Exception exception)
        {
            // The caller is told why nobody took its call.
            message.Reject(exception);
        }
    }

    private void HandleResponse(WireReader reader, long correlation)
    {
        if (!_waiting.TryRemove(correlation, out object? waiting) || waiting is not Message message)
            return;
        Response response;
        try
        {
            response = MessageCodec.ReadResponse(reader, ((GrainRequest)message.Request!).Method);
        }
        catch (Exception exception)
        {
            // An answer that cannot be read fails its own call only.
            response = Response.FromException(exception as SerializerException ?? WireFormat.Malformed(exception));
        }

        message.Reply(response);
    }

    private void HandleServiceResponse(WireReader reader, long correlation)
    {
        if (!_waiting.TryRemove(correlation, out object? waiting) || waiting is not TaskCompletionSource<ReadOnlyMemory<byte>> source)
            return;
        string error = reader.ReadText();
        if (error.Length == 0)
            source.TrySetResult(reader.Take(reader.Remaining).ToArray());
        else
            source.TrySetException(new OrleansException(error));
    }

    private async Task ServeRequestAsync(long correlation, string service, byte[] payload)
    {
        (string? error, ReadOnlyMemory<byte> answer) = ("", default(ReadOnlyMemory<byte>));
        try
        {
            ServiceHandler? handler = Shared.Services.GetValueOrDefault(service);
            if (handler is null || (Remote!.IsClient && !handler.IsForClients))
                error = $"{Shared.Local} has no service \"{service}\" for {Remote}.";
            else
                answer = await handler.Handle(Remote, payload, _closing.Token);
        }
        catch (Exception exception)
        {
            // The process boundary: the error goes to the silo that asked.
            Shared.Logger.LogWarning(exception, "The service {Service} failed for {Remote}.", service, Remote);
            error = $"The service \"{service}\" of {Shared.Local} failed: {exception.Message}";
        }

        if (IsEnded)
            return;
        if (answer.Length > Shared.FrameBytesMax / 2)
            (error, answer) = ($"The answer of the service \"{service}\" has {answer.Length} bytes, which is too long.", default);
        Post(
            FrameKind.ServiceResponse,
            correlation,
            static (writer, state) =>
            {
                writer.WriteText(state.error);
                writer.WriteRaw(state.answer.Span);
            },
            (error, answer)
        );
    }
}
