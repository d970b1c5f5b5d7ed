using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RagCluster.TestKit.Servers;

/// <summary>A real Redis server on a free loopback port with a data folder of its own.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rag-redis-");
    private readonly bool _keepsData;
    private readonly string _host;
    private readonly string _password;
    private ChildProcess _process;

    private RedisServer(bool keepsData, string host, string password)
    {
        _password = password;
        _keepsData = keepsData;
        _host = host;
        Port = LoopbackPort.Reserve();
        _process = Launch();
    }

    /// <summary>The port on 127.0.0.1, and on the other address if one was named.</summary>
    public int Port { get; }

    /// <summary>Where it is, as StackExchange.Redis and ours read it.</summary>
    public string ConnectionString =>
        FormattableString.Invariant($"{_host}:{Port}") + (_password.Length > 0 ? $",password={_password}" : "");

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="keepsData">Whether its data survives a kill (an append-only file, flushed with every write).</param>
    /// <param name="host">The address that others shall use; it listens there beside 127.0.0.1.</param>
    /// <param name="password">What whoever connects must know; empty for nothing.</param>
    public static async Task<RedisServer> StartAsync(bool keepsData = false, string host = LoopbackPort.Address, string password = "")
    {
        RedisServer server = new(keepsData, host, password);
        await server.WaitAsync();
        return server;
    }

    /// <summary>Ends the server with SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Signal("KILL");
        await _process.WaitAsync();
    }

    /// <summary>Sends a signal, for example STOP or CONT.</summary>
    /// <param name="name">The signal's name.</param>
    public void Signal(string name) => _process.Signal(name);

    /// <summary>Starts the server again on the same port and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        await _process.DisposeAsync();
        _process = Launch();
        await WaitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Signal("CONT");
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ChildProcess Launch() =>
        ChildProcess.Start(
            [
                "redis-server",
                "--port",
                Port.ToString(CultureInfo.InvariantCulture),
                "--bind",
                .. Addresses(),
                "--protected-mode",
                "no",
                "--save",
                "",
                "--appendonly",
                _keepsData ? "yes" : "no",
                "--appendfsync",
                "always",
                "--dir",
                _folder.FullName,
                "--requirepass",
                _password,
            ],
            _folder.FullName
        );

    private string[] Addresses() => _host == LoopbackPort.Address ? [_host] : [LoopbackPort.Address, _host];

    private async Task WaitAsync()
    {
        long began = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > TestPatience.Max)
                throw new InvalidOperationException($"Redis did not start:\n{_process.Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            await socket.SendAsync("PING\r\n"u8.ToArray());
            byte[] answer = new byte[64];
            int length = await socket.ReceiveAsync(answer);
            return Encoding
                .ASCII.GetString(answer, 0, length)
                .StartsWith(_password.Length > 0 ? "-NOAUTH" : "+PONG", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
