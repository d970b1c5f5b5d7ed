using System.Diagnostics;
using System.Globalization;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Server;

/// <summary>A program that this command started and ends. The last lines of its output are kept for an error message.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int LinesMax = 20;
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();
    private readonly string _stopSignal;

    private ChildProcess(Process process, string stopSignal)
    {
        _process = process;
        _stopSignal = stopSignal;
    }

    /// <summary>Ends when the program ends.</summary>
    internal Task Exited => _process.WaitForExitAsync();

    /// <summary>Whether the program ended.</summary>
    internal bool HasExited => _process.HasExited;

    /// <summary>The program's exit code, once it ended.</summary>
    internal int ExitCode => _process.ExitCode;

    /// <summary>The process id.</summary>
    internal int Id => _process.Id;

    /// <summary>The end of what it wrote.</summary>
    internal string LastLines
    {
        get
        {
            lock (_lastLines)
            {
                return string.Join(Environment.NewLine, _lastLines);
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">What is added to its environment.</param>
    /// <param name="showAs">What stands before each of its lines on standard error; null keeps them for an error message.</param>
    /// <param name="stopSignal">The signal that ends it in order.</param>
    /// <exception cref="RagClientException">It could not be started.</exception>
    internal static ChildProcess Start(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        string? showAs = null,
        string stopSignal = "TERM"
    )
    {
        ProcessStartInfo start = new(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            ChildProcess child = new(Process.Start(start)!, stopSignal);
            child.ReadLog(showAs);
            return child;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new RagClientException($"'{command[0]}' could not be started: {error.Message}");
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="RagClientException">It failed; the message has the end of its output.</exception>
    internal static async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await using ChildProcess child = Start(command, new Dictionary<string, string>());
        await child._process.WaitForExitAsync(cancellationToken);
        if (child.ExitCode != 0)
            throw new RagClientException($"'{command[0]}' failed:{Environment.NewLine}{child.LastLines}");
    }

    /// <summary>Asks the program to stop, and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(_process, _stopSignal);
        _process.Dispose();
    }

    /// <summary>Asks a program to stop, and ends it when it does not.</summary>
    /// <param name="process">The program.</param>
    /// <param name="signal">The signal that ends it in order.</param>
    internal static async Task StopAsync(Process process, string signal)
    {
        if (process.HasExited)
            return;
        using (Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using CancellationTokenSource patience = new(StopMax);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private void ReadLog(string? showAs)
    {
        void Keep(string? line)
        {
            if (line is null)
                return;
            if (showAs is not null)
                Console.Error.WriteLine(showAs + line);
            lock (_lastLines)
            {
                _lastLines.Enqueue(line);
                if (_lastLines.Count > LinesMax)
                    _lastLines.Dequeue();
            }
        }

        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
