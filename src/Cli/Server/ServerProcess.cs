using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Server;

/// <summary>A server started by this command, which ends with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; }

    /// <summary>Ends when the server ends.</summary>
    internal Task Exited => _process.WaitForExitAsync();

    /// <summary>The server's exit code, once it ended.</summary>
    internal int ExitCode => _process.ExitCode;

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="port">The port on the loopback address; 0 takes a free one.</param>
    /// <param name="dataFolder">Where it keeps its data.</param>
    /// <param name="showLog">Whether its log goes to this process's standard error, or is kept for an error message.</param>
    /// <param name="cancellationToken">Ends the wait and the server.</param>
    /// <exception cref="RagClientException">It could not be started; the message has the end of its log.</exception>
    internal static async Task<ServerProcess> StartAsync(int port, string dataFolder, bool showLog, CancellationToken cancellationToken)
    {
        Uri address = new($"http://127.0.0.1:{(port == 0 ? FreePort() : port)}");
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(SiloAssembly());
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(address.ToString().TrimEnd('/'));
        start.Environment["RAG__Storage__DataFolder"] = Path.GetFullPath(dataFolder);
        Process process = Process.Start(start) ?? throw new RagClientException("The server's process could not be started.");
        ServerProcess server = new(process, address);
        server.ReadLog(showLog);
        try
        {
            await server.WaitReadyAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the server to stop, and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            SendTerminate(_process.Id);
            using CancellationTokenSource patience = new(StopMax);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private static string SiloAssembly()
    {
        string named = Environment.GetEnvironmentVariable("RAG_SILO") ?? "";
        if (named.Length > 0)
            return named;
        // bin/<configuration>/<framework>/ of this project lies beside that of the silo.
        string output = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string framework = Path.GetFileName(output);
        string configuration = Path.GetFileName(Path.GetDirectoryName(output)!);
        string built = Path.GetFullPath(Path.Combine(output, "..", "..", "..", "..", "Silo", "bin", configuration, framework, "Silo.dll"));
        return File.Exists(built) ? built : throw new RagClientException($"The server is not built: {built} is missing. Run './rag', which builds it.");
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static void SendTerminate(int processId)
    {
        using Process kill = Process.Start("kill", ["-TERM", processId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void ReadLog(bool show)
    {
        void Keep(string? line)
        {
            if (line is null)
                return;
            if (show)
                Console.Error.WriteLine(line);
            lock (_lastLines)
            {
                _lastLines.Enqueue(line);
                if (_lastLines.Count > 20)
                    _lastLines.Dequeue();
            }
        }

        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitReadyAsync(CancellationToken cancellationToken)
    {
        using RagClient client = new(Address, null);
        long began = Stopwatch.GetTimestamp();
        while (!await client.IsReadyAsync(cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > ReadyMax)
                throw new RagClientException($"The server at {Address} did not start:{Environment.NewLine}{LastLines()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }

    private string LastLines()
    {
        lock (_lastLines)
        {
            return string.Join(Environment.NewLine, _lastLines);
        }
    }
}
