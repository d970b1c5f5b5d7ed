using System.ComponentModel;
using System.Diagnostics;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>
/// Runs a program on one untrusted file in a process of its own, with limits on time, memory and output, without this
/// program's environment (it may hold secrets). A file that breaks its reader breaks that process only.
/// </summary>
internal sealed class LimitedProcess(WorkerCommand command, TimeProvider time)
{
    private const string Shell = "/bin/sh";

    // What a POSIX shell answers when it cannot execute a program.
    private const int NotExecutable = 126;
    private const int NotFound = 127;
    private const int ReadBufferBytes = 64 << 10;

    private static readonly TimeSpan MemoryCheckInterval = TimeSpan.FromMilliseconds(100);
    private static readonly string[] KeptVariables =
    [
        "PATH",
        "HOME",
        "TMPDIR",
        "TEMP",
        "TMP",
        "SystemRoot",
        "DOTNET_ROOT",
        "DOTNET_ROOT_X64",
        "DOTNET_ROOT_ARM64",
    ];

    private readonly SemaphoreSlim _places = new(command.ProcessesMax);

    /// <summary>Runs the program once with <paramref name="input"/> on its standard input.</summary>
    /// <exception cref="UnreadableDocumentException">The program cannot be started.</exception>
    internal async Task<ProcessReply> RunAsync(ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        await _places.WaitAsync(ct);
        try
        {
            using var process = Start();
            var reply = await AttendAsync(process, input, ct);
            return reply.ExitCode is NotFound or NotExecutable && reply.Outcome == ProcessOutcome.Exited ? throw CannotStart(null) : reply;
        }
        finally
        {
            _places.Release();
        }
    }

    private Process Start()
    {
        try
        {
            return Process.Start(StartWith(command)) ?? throw new InvalidOperationException("The process was not started.");
        }
        catch (Win32Exception e)
        {
            throw CannotStart(e);
        }
    }

    private UnreadableDocumentException CannotStart(Exception? cause) =>
        UnreadableDocumentException.Failed(
            $"The reader for this format cannot be started: the program '{Path.GetFileName(command.FileName)}' was not found.",
            cause
        );

    private static ProcessStartInfo StartWith(WorkerCommand command)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var kept = KeptVariables
            .Select(name => (name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(v => v.Value is not null)
            .ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept)
            start.Environment[name] = value;
        start.Environment["DOTNET_GCHeapHardLimit"] = command.Limits.MemoryBytesMax.ToString(
            "X",
            System.Globalization.CultureInfo.InvariantCulture
        );
        if (File.Exists(Shell))
        {
            // The program's name and arguments are parameters of the script, so that nothing in them is read as shell code.
            start.FileName = Shell;
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(
                $"ulimit -c 0 -t {(int)command.Limits.CpuTimeMax.TotalSeconds} 2>/dev/null || ulimit -t {(int)command.Limits.CpuTimeMax.TotalSeconds}; exec \"$0\" \"$@\""
            );
            start.ArgumentList.Add(command.FileName);
        }
        else
        {
            start.FileName = command.FileName;
        }

        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    private async Task<ProcessReply> AttendAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        using var wall = new CancellationTokenSource(command.Limits.WallTimeMax, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct, wall.Token);
        var outcome = ProcessOutcome.Exited;
        var output = new MemoryStream();
        try
        {
            var watching = WatchMemoryAsync(process, input.Length, ended.Token);
            var writing = WriteAsync(process, input, ended.Token);
            var dropping = process.StandardError.BaseStream.CopyToAsync(Stream.Null, ended.Token);
            if (!await ReadAsync(process, output, ended.Token))
                outcome = ProcessOutcome.TooMuchOutput;
            if (outcome == ProcessOutcome.Exited)
                await process.WaitForExitAsync(ended.Token);
            Kill(process);
            await writing;
            await dropping;
            if (await watching)
                outcome = ProcessOutcome.OutOfMemory;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            outcome = ProcessOutcome.OutOfTime;
        }
        finally
        {
            Kill(process);
            await process.WaitForExitAsync(CancellationToken.None);
            await ended.CancelAsync();
        }

        return new ProcessReply(outcome, process.ExitCode, output.GetBuffer().AsMemory(0, (int)output.Length));
    }

    private async Task<bool> ReadAsync(Process process, MemoryStream output, CancellationToken ct)
    {
        var buffer = new byte[ReadBufferBytes];
        int read;
        while ((read = await process.StandardOutput.BaseStream.ReadAsync(buffer, ct)) > 0)
        {
            if (output.Length + read > command.Limits.OutputBytesMax)
                return false;
            await output.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return true;
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended before it read everything; its exit code and reply say why.
        }
    }

    /// <summary>Kills the process when it takes too much memory; true when it did.</summary>
    private async Task<bool> WatchMemoryAsync(Process process, int inputBytes, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(MemoryCheckInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                process.Refresh();
                if (process.HasExited)
                    return false;
                if (process.WorkingSet64 <= command.Limits.MemoryBytesMax + 2L * inputBytes)
                    continue;
                Kill(process);
                return true;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            // The reading ended, or the process did between two looks.
        }

        return false;
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It exited in between.
        }
    }
}
