using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Orleans.Redis;

/// <summary>Runs commands on Redis over one connection, which is made anew when it breaks, at growing intervals.</summary>
internal sealed class RedisClient(ConfigurationOptions options, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastPause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _opening = new(1);
    private RedisConnection? _connection;
    private TimeSpan _pause;
    private long _failedAt;
    private Exception? _failure;
    private int _disposed;

    /// <exception cref="RedisUnavailableException">Redis could not be reached in time, or refused the command.</exception>
    public async Task<object?> ExecuteAsync(params string[] command)
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromMilliseconds(options.AsyncTimeout), time);
        RedisConnection? connection = null;
        try
        {
            connection = await ConnectAsync(timeout.Token);
            return await connection.ExecuteAsync(command, timeout.Token);
        }
        catch (OperationCanceledException exception)
        {
            // An answer that comes too late must not be taken for that of another command.
            if (connection is not null)
                await connection.DisposeAsync();
            throw new RedisUnavailableException($"Redis did not answer {command[0]} within {options.AsyncTimeout} ms.", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (_connection is not null)
            await _connection.DisposeAsync();
        _opening.Dispose();
    }

    private async Task<RedisConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsBroken: false } open)
            return open;
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsBroken: false } opened)
                return opened;
            if (_failure is not null && time.GetElapsedTime(_failedAt) < _pause)
                throw new RedisUnavailableException("Redis cannot be reached.", _failure);
            if (_connection is not null)
                await _connection.DisposeAsync();
            _connection = await OpenAnyAsync(cancellationToken);
            (_failure, _pause) = (null, TimeSpan.Zero);
            return _connection;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<RedisConnection> OpenAnyAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromMilliseconds(options.ConnectTimeout));
        foreach (EndPoint endpoint in options.EndPoints)
        {
            try
            {
                return await RedisConnection.OpenAsync(endpoint, options, timeout.Token);
            }
            catch (Exception exception)
                when (exception is SocketException or IOException or OperationCanceledException or RedisUnavailableException)
            {
                _failure = exception;
            }
        }

        _failedAt = time.GetTimestamp();
        _pause = _pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LastPause.Ticks));
        throw new RedisUnavailableException(
            "Redis cannot be reached.",
            _failure ?? new ArgumentException("No endpoint of Redis is configured.")
        );
    }
}
