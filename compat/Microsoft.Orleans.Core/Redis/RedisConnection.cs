using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using StackExchange.Redis;

namespace Orleans.Redis;

/// <summary>One connection: commands are written one after the other without waiting, answers come in their order.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Queue<TaskCompletionSource<object?>> _waiting = new();
    private readonly Stream _stream;
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _isBroken;
    private int _isDisposed;

    private RedisConnection(Stream stream)
    {
        _stream = stream;
        _ = ReadAllAsync(new RespReader(stream), _stop.Token);
    }

    public bool IsBroken => _isBroken;

    public static async Task<RedisConnection> OpenAsync(
        System.Net.EndPoint endpoint,
        ConfigurationOptions options,
        CancellationToken cancellationToken
    )
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Ssl)
            {
                SslStream secure = new(stream);
                await secure.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = options.SslHost ?? (endpoint as System.Net.DnsEndPoint)?.Host ?? endpoint.ToString()!,
                    },
                    cancellationToken
                );
                stream = secure;
            }

            RedisConnection connection = new(stream);
            if (options.Password is { Length: > 0 } password)
                await connection.ExecuteAsync(
                    options.User is { Length: > 0 } user ? ["AUTH", user, password] : ["AUTH", password],
                    cancellationToken
                );
            if (options.DefaultDatabase is { } database)
                await connection.ExecuteAsync(["SELECT", database.ToString(CultureInfo.InvariantCulture)], cancellationToken);
            return connection;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="RedisUnavailableException">Redis refused the command, or the connection broke.</exception>
    public async Task<object?> ExecuteAsync(string[] command, CancellationToken cancellationToken)
    {
        TaskCompletionSource<object?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            lock (_waiting)
            {
                if (_isBroken)
                    throw new RedisUnavailableException("The connection to Redis is broken.");
                _waiting.Enqueue(answer);
            }

            await _stream.WriteAsync(Encode(command), CancellationToken.None);
        }
        catch (IOException exception)
        {
            Break(exception);
        }
        finally
        {
            _writing.Release();
        }

        object? value = await answer.Task.WaitAsync(cancellationToken);
        return value is RedisError error ? throw new RedisUnavailableException(error.Message) : value;
    }

    public async ValueTask DisposeAsync()
    {
        // A command that timed out, a reconnection and the end of the silo may each close it.
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        Break(new IOException("The connection was closed."));
        await _stop.CancelAsync();
        await _stream.DisposeAsync();
        _stop.Dispose();
        _writing.Dispose();
    }

    private static byte[] Encode(string[] command)
    {
        StringBuilder text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");
        foreach (string part in command)
            text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private async Task ReadAllAsync(RespReader reader, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                object? value = await reader.ReadAsync(cancellationToken);
                TaskCompletionSource<object?>? next;
                lock (_waiting)
                    _waiting.TryDequeue(out next);
                next?.TrySetResult(value);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Break(exception);
        }
    }

    private void Break(Exception exception)
    {
        TaskCompletionSource<object?>[] waiting;
        lock (_waiting)
        {
            _isBroken = true;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (TaskCompletionSource<object?> answer in waiting)
            answer.TrySetException(new RedisUnavailableException("The connection to Redis broke.", exception));
    }
}
