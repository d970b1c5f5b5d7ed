using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RagCluster.TestKit.Servers;

/// <summary>A program that a test started, its output kept, ended by its process id.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan ExitMax = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public DateTimeOffset ExitedAt => _process.ExitTime;

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public static ChildProcess Start(IReadOnlyList<string> command, string folder) =>
        Start(command, folder, new Dictionary<string, string> { ["LC_ALL"] = "C.UTF-8" });

    public static ChildProcess Start(IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        ChildProcess child = new(Process.Start(start)!);
        child._process.OutputDataReceived += child.Keep;
        child._process.ErrorDataReceived += child.Keep;
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    public static async Task RunAsync(IReadOnlyList<string> command, string folder, int exitCodeMax = 0)
    {
        await using ChildProcess child = Start(command, folder);
        await child.WaitAsync();
        if (child._process.ExitCode > exitCodeMax)
            throw new InvalidOperationException($"{string.Join(' ', command)} failed:\n{child.Log}");
    }

    /// <summary>Sends a signal, for example KILL, QUIT or STOP.</summary>
    public void Signal(string name)
    {
        using Process? kill = BeginSignal(name);
        kill?.WaitForExit();
    }

    /// <summary>Sends a signal while this process exits and does not wait: once <c>kill</c> runs, it needs this process no more.</summary>
    public void SignalAtExit(string name) => BeginSignal(name)?.Dispose();

    /// <summary>Waits for the end, bounded.</summary>
    /// <exception cref="OperationCanceledException">It did not end within two minutes.</exception>
    public Task WaitAsync() => WaitAsync(ExitMax);

    /// <summary>Waits for the end.</summary>
    /// <exception cref="OperationCanceledException">It did not end in that time.</exception>
    public async Task WaitAsync(TimeSpan patience)
    {
        using CancellationTokenSource deadline = new(patience);
        await _process.WaitForExitAsync(deadline.Token);
    }

    /// <summary>Ends the process and those that it started with SIGKILL, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (!HasExited)
            _process.Kill(entireProcessTree: true);
        await WaitAsync();
    }

    /// <summary>Waits for the end where nothing can be awaited: while this process exits.</summary>
    public void WaitAtExit() => _process.WaitForExit(ExitMax);

    public async ValueTask DisposeAsync()
    {
        Signal("KILL");
        await WaitAsync();
        _process.Dispose();
    }

    private Process? BeginSignal(string name) =>
        HasExited ? null : Process.Start("kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
        {
            _log.AppendLine(line.Data);
        }
    }
}
