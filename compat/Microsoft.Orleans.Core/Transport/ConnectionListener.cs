using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Takes connections at one endpoint.</summary>
internal sealed class ConnectionListener : IAsyncDisposable
{
    private const int Backlog = 512;
    private const int ConnectionsMax = 10_000;

    private readonly ConcurrentDictionary<Connection, bool> _connections = new();
    private readonly ConnectionShared _shared;
    private readonly Action<Connection, bool> _onEnd;
    private readonly bool _isForClients;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _closing = new();
    private Task _accepting = Task.CompletedTask;
    private int _disposed;

    /// <exception cref="SocketException">The endpoint is taken.</exception>
    public ConnectionListener(ConnectionShared shared, IPEndPoint endpoint, bool isForClients, Action<Connection, bool> onEnd)
    {
        _onEnd = onEnd;
        _isForClients = isForClients;
        _shared = shared;
        _socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(endpoint);
            _socket.Listen(Backlog);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public IPEndPoint Endpoint => (IPEndPoint)_socket.LocalEndPoint!;

    public IEnumerable<Connection> Connections => _connections.Keys;

    public void Start() => _accepting = Task.Run(AcceptAsync);

    /// <summary>Takes no more connections.</summary>
    public async Task StopAcceptingAsync()
    {
        await _closing.CancelAsync();
        _socket.Dispose();
        await _accepting;
    }

    /// <summary>Closes what is open, in order.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_connections.Keys.Select(c => c.CloseAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await StopAcceptingAsync();
        foreach (Connection connection in _connections.Keys)
            connection.End("The host is gone.", isBroken: false);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _socket.AcceptAsync(_closing.Token);
                if (_connections.Count >= ConnectionsMax)
                    socket.Dispose();
                else
                    Serve(socket);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
            {
                // One peer that gave up while it was being accepted does not end the listening.
                if (_closing.IsCancellationRequested)
                    return;
                _shared.Logger.LogWarning(exception, "A connection could not be accepted at {Endpoint}.", Endpoint);
            }
        }
    }

    private void Serve(Socket socket)
    {
        ConnectionOpening.Tune(socket);
        Connection connection = new(_shared, null, OnEnd);
        _connections.TryAdd(connection, true);
        _ = connection.AcceptAsync(new NetworkStream(socket, ownsSocket: true), _isForClients);
    }

    private void OnEnd(Connection connection, bool isBroken)
    {
        _connections.TryRemove(connection, out _);
        _onEnd(connection, isBroken);
    }
}
