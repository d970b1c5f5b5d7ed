using System.Diagnostics;
using System.Globalization;
using RagCluster.TestKit.Servers;

namespace RagCluster.TestKit;

/// <summary>
/// The real server program as a child process, so that a test can talk HTTP to it, kill it and start it again on the same data.
/// </summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private SiloProcess(ChildProcess process, Uri address)
    {
        _process = process;
        // Longer than the server waits for what it was asked to wait for (two minutes), where the machine has other work.
        Http = new HttpClient { BaseAddress = address, Timeout = PromisedTime.Allowed(TimeSpan.FromSeconds(100)) };
    }

    /// <summary>A client of the server.</summary>
    public HttpClient Http { get; }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>How much of it is in memory, as the kernel counts it, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            string line = File.ReadLines($"/proc/{Id}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>What the server wrote so far.</summary>
    public string Log => _process.Log;

    /// <summary>Starts the server and waits until it is ready.</summary>
    /// <param name="dataFolder">Its data folder.</param>
    /// <param name="settings">Further settings by their environment names.</param>
    /// <param name="wrapper">A program that runs the server, with its arguments, for example strace; null for none.</param>
    /// <param name="host">The address on which it listens.</param>
    public static async Task<SiloProcess> StartAsync(
        string dataFolder,
        IReadOnlyDictionary<string, string>? settings = null,
        IReadOnlyList<string>? wrapper = null,
        string host = LoopbackPort.Address
    )
    {
        SiloProcess silo = Launch(dataFolder, settings ?? new Dictionary<string, string>(), wrapper ?? [], host);
        long began = Stopwatch.GetTimestamp();
        while (!await silo.IsReadyAsync())
        {
            if (silo._process.HasExited || Stopwatch.GetElapsedTime(began) > TestPatience.Max)
            {
                string end = silo._process.HasExited ? FormattableString.Invariant($"exit code {silo._process.ExitCode}") : "still running";
                await silo.DisposeAsync();
                throw new InvalidOperationException($"The server did not start ({end}):\n{silo.Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);
        }

        return silo;
    }

    /// <summary>Starts the server and waits for nothing: for one that is not to become ready.</summary>
    /// <param name="dataFolder">Its data folder.</param>
    /// <param name="settings">Settings by their environment names.</param>
    /// <param name="scheme">How it is asked: <c>http</c>, or <c>https</c> where the settings name a certificate.</param>
    public static SiloProcess Begin(string dataFolder, IReadOnlyDictionary<string, string> settings, string scheme = "http") =>
        Launch(dataFolder, settings, [], LoopbackPort.Address, scheme);

    /// <summary>
    /// Starts the server with settings or on a folder that it must refuse, and returns its exit code and what it wrote. Permissions of
    /// files hold for it.
    /// </summary>
    /// <param name="dataFolder">Its data folder.</param>
    /// <param name="settings">Settings by their environment names.</param>
    public static async Task<(int ExitCode, string Log)> RunToExitAsync(string dataFolder, IReadOnlyDictionary<string, string> settings)
    {
        await using SiloProcess silo = Launch(dataFolder, settings, SystemUser.BoundByPermissions, LoopbackPort.Address);
        await silo._process.WaitAsync(TestPatience.Max);
        return (silo._process.ExitCode, silo.Log);
    }

    /// <summary>
    /// Runs the program on a node that is stopped, <c>backup list</c> for example, and returns its exit code and what it wrote.
    /// Permissions of files hold for it.
    /// </summary>
    /// <param name="dataFolder">The node's data folder.</param>
    /// <param name="settings">Settings by their environment names.</param>
    /// <param name="words">What it shall do.</param>
    public static async Task<(int ExitCode, string Log)> RunWordsAsync(
        string dataFolder,
        IReadOnlyDictionary<string, string> settings,
        params string[] words
    )
    {
        Dictionary<string, string> environment = new(settings);
        environment.TryAdd("RAG__Storage__DataFolder", dataFolder);
        await using ChildProcess process = ChildProcess.Start(
            [.. SystemUser.BoundByPermissions, DotNet, Program, .. words],
            Environment.CurrentDirectory,
            environment
        );
        await process.WaitAsync();
        return (process.ExitCode, process.Log);
    }

    /// <summary>
    /// Starts a server that all tests of this process share: it ends with the process, and its data with it. Each test uses a collection of
    /// its own there.
    /// </summary>
    /// <param name="settings">Settings by their environment names.</param>
    public static async Task<SiloProcess> StartSharedAsync(IReadOnlyDictionary<string, string> settings)
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("rag-shared-");
        SiloProcess silo = await StartAsync(data.FullName, settings);
        SharedServers.Add(new SharedServer(() => silo._process, "KILL", data));
        return silo;
    }

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>How it ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>When it ended.</summary>
    public DateTimeOffset ExitedAt => _process.ExitedAt;

    /// <summary>Sends a signal, for example TERM, STOP or CONT.</summary>
    /// <param name="name">The signal's name.</param>
    public void Signal(string name) => _process.Signal(name);

    /// <summary>Waits until the process has ended by itself.</summary>
    /// <param name="patience">For how long.</param>
    /// <returns>Whether it has.</returns>
    public async Task<bool> WaitForExitAsync(TimeSpan patience)
    {
        try
        {
            await _process.WaitAsync(patience);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Whether the server says that it takes requests; false also when it does not answer within a second.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(1));
        try
        {
            using HttpResponseMessage response = await Http.GetAsync("/readyz", deadline.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Ends the process with SIGKILL, as a power cut would.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Http.Dispose();
        await _process.DisposeAsync();
    }

    // Found here, since a wrapper looks for it in the server's environment, which a test may empty.
    private static string DotNet { get; } = ProgramPath.Find("dotnet") ?? "dotnet";

    private static SiloProcess Launch(
        string dataFolder,
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyList<string> wrapper,
        string host,
        string scheme = "http"
    )
    {
        Uri address = new($"{scheme}://{host}:{LoopbackPort.Reserve()}");
        string[] command = [.. wrapper, DotNet, SiloAssembly(), "--urls", address.ToString().TrimEnd('/')];
        Dictionary<string, string> environment = new(settings);
        environment.TryAdd("RAG__Storage__DataFolder", dataFolder);
        environment.TryAdd("RAG__Query__Timeout", PromisedTime.Allowed(TimeSpan.FromSeconds(5)).ToString());
        return new SiloProcess(ChildProcess.Start(command, Environment.CurrentDirectory, environment), address);
    }

    /// <summary>The server's program.</summary>
    public static string Program => SiloAssembly();

    private static string SiloAssembly()
    {
        // Tests and sources are built with the same configuration, side by side.
        DirectoryInfo output = new(AppContext.BaseDirectory);
        return Path.Combine(SourceTree.Root, "src", "Silo", "bin", output.Parent!.Name, output.Name, "Silo.dll");
    }
}
