using System.Diagnostics;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Server;

/// <summary>A server started by this command, which ends with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _process;

    private ServerProcess(ChildProcess process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; }

    /// <summary>Ends when the server ends.</summary>
    internal Task Exited => _process.Exited;

    /// <summary>The server's exit code, once it ended.</summary>
    internal int ExitCode => _process.ExitCode;

    /// <summary>The process id.</summary>
    internal int Id => _process.Id;

    /// <summary>Processor time that the server used so far.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            using Process process = Process.GetProcessById(Id);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The end of the server's log.</summary>
    internal string LastLines => _process.LastLines;

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="port">The port on the loopback address; 0 takes a free one.</param>
    /// <param name="dataFolder">Where it keeps its data.</param>
    /// <param name="showLog">Whether its log goes to this process's standard error, or is kept for an error message.</param>
    /// <param name="cancellationToken">Ends the wait and the server.</param>
    /// <exception cref="RagClientException">It could not be started; the message has the end of its log.</exception>
    internal static Task<ServerProcess> StartAsync(int port, string dataFolder, bool showLog, CancellationToken cancellationToken)
    {
        Dictionary<string, string> settings = new() { ["RAG__Storage__DataFolder"] = Path.GetFullPath(dataFolder) };
        return StartAsync([], port, settings, showLog ? "" : null, cancellationToken);
    }

    /// <summary>Starts a server with settings and waits until it is ready.</summary>
    /// <param name="wrapper">What to put in front of its command.</param>
    /// <param name="port">The port on the loopback address; 0 takes a free one.</param>
    /// <param name="settings">Its settings by their environment names.</param>
    /// <param name="showAs">What stands before each line of its log; null keeps the log for an error message.</param>
    /// <param name="cancellationToken">Ends the wait and the server.</param>
    /// <exception cref="RagClientException">It could not be started; the message has the end of its log.</exception>
    internal static async Task<ServerProcess> StartAsync(
        IReadOnlyList<string> wrapper,
        int port,
        IReadOnlyDictionary<string, string> settings,
        string? showAs,
        CancellationToken cancellationToken
    )
    {
        // Otherwise the one that answers there would be taken for the new one.
        await LoopbackPort.RequireUnusedAsync(port, cancellationToken);
        Uri address = new($"http://127.0.0.1:{(port == 0 ? LoopbackPort.Reserve() : port)}");
        string[] command = [.. wrapper, "dotnet", SiloAssembly(), "--urls", address.ToString().TrimEnd('/')];
        ServerProcess server = new(ChildProcess.Start(command, settings, showAs), address);
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
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>The server's program.</summary>
    /// <exception cref="RagClientException">It is not built.</exception>
    internal static string SiloAssembly()
    {
        string named = Environment.GetEnvironmentVariable("RAG_SILO") ?? "";
        if (named.Length > 0)
            return named;
        // bin/<configuration>/<framework>/ of this project lies beside that of the silo.
        string output = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string framework = Path.GetFileName(output);
        string configuration = Path.GetFileName(Path.GetDirectoryName(output)!);
        string built = Path.GetFullPath(Path.Combine(output, "..", "..", "..", "..", "Silo", "bin", configuration, framework, "Silo.dll"));
        return File.Exists(built)
            ? built
            : throw new RagClientException($"The server is not built: {built} is missing. Run './rag', which builds it.");
    }

    private async Task WaitReadyAsync(CancellationToken cancellationToken)
    {
        using RagClient client = new(Address, null);
        long began = Stopwatch.GetTimestamp();
        while (!await client.IsReadyAsync(cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > ReadyMax)
                throw new RagClientException($"The server at {Address} did not start:{Environment.NewLine}{LastLines}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }
}
