using System.Diagnostics;
using System.Text;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>
/// Runs a program on one untrusted file in a process of its own, with limits on time, memory and output. A file that breaks its reader
/// breaks that process only. A file that takes long moves to a place for slow documents, so that the places of the others become free.
/// </summary>
/// <param name="command">The program.</param>
/// <param name="slow">The places for slow documents.</param>
/// <param name="kind">What the file is called in a refusal.</param>
/// <param name="time">The clock.</param>
internal sealed class LimitedProcess(WorkerCommand command, SlowLane slow, string kind, TimeProvider time)
{
    private const int ReadBufferBytes = 64 << 10;
    private const int ErrorCharactersMax = 2_000;

    private readonly SemaphoreSlim _quick = new(command.ProcessesMax);

    /// <summary>Runs the program with <paramref name="input"/> on its standard input.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="UnreadableDocumentException">The file passed a limit or broke the program, or the program cannot be
    /// started.</exception>
    /// <exception cref="SlowDocumentException">It takes long, and there was no place for slow documents.</exception>
    internal async Task<ReadOnlyMemory<byte>> RunAsync(ReadOnlyMemory<byte> input, ReadingLane lane, CancellationToken ct)
    {
        if (lane != ReadingLane.Slow)
        {
            await _quick.WaitAsync(ct);
            if (await RunInPlaceAsync(input, new ReadingPlace(_quick, slow), ct) is { } output)
                return output;
            if (lane == ReadingLane.Quick)
                throw new SlowDocumentException();
        }

        await slow.EnterAsync(ct);
        return (await RunInPlaceAsync(input, new ReadingPlace(null, slow), ct))!.Value;
    }

    /// <summary>What the program wrote; null when it needs a place for slow documents.</summary>
    private async Task<ReadOnlyMemory<byte>?> RunInPlaceAsync(ReadOnlyMemory<byte> input, ReadingPlace place, CancellationToken ct)
    {
        using (place)
        {
            using Process process = WorkerStart.Start(
                command,
                command.Limits.CpuTimeFor(input.Length) + TimeSpan.FromSeconds(1),
                command.Limits.MemoryFor(input.Length)
            );
            using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
            MemoryStream output = new();
            Task writing = WriteAsync(process, input, ended.Token);
            Task<string> error = ReadErrorAsync(process, ended.Token);
            Task<bool> reading = ReadAsync(process, output, ended.Token);
            try
            {
                ReadingFailure? failure = await WatchAsync(
                    process,
                    reading,
                    new ProcessWatch(process, input.Length, command.Limits, time, time.GetTimestamp()),
                    place,
                    ct
                );
                if (failure is null)
                    return null;
                bool isComplete = failure == ReadingFailure.None && await reading;
                WorkerStart.Kill(process);
                await process.WaitForExitAsync(ct);
                if (failure == ReadingFailure.None && !isComplete)
                    failure = ReadingFailure.Output;
                if (failure == ReadingFailure.None && WorkerStart.IsMissing(process.ExitCode))
                    throw WorkerStart.CannotStart(command);
                if (failure == ReadingFailure.None)
                    failure = ReadingFailures.Of(process.ExitCode, await error);
                if (failure != ReadingFailure.None)
                    throw ReadingFailures.Refusal(failure.Value, kind, input.Length, command.Limits, process.ExitCode);
                return output.GetBuffer().AsMemory(0, (int)output.Length);
            }
            finally
            {
                WorkerStart.Kill(process);
                await ended.CancelAsync();
                await ((Task)Task.WhenAll(writing, error, reading)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// Waits until the program has answered, or for the limit that it passes; null when it needs another place and there is none.
    /// </summary>
    private async Task<ReadingFailure?> WatchAsync(
        Process process,
        Task<bool> reading,
        ProcessWatch watch,
        ReadingPlace place,
        CancellationToken ct
    )
    {
        // A program may close its output and go on.
        bool isSlow = false;
        Task end = Task.WhenAll(reading, process.WaitForExitAsync(ct));
        while (true)
        {
            await ((Task)Task.WhenAny(end, reading).WaitAsync(ProcessWatch.Period, time, ct)).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing
            );
            ct.ThrowIfCancellationRequested();
            if (end.IsCompleted || (reading.IsCompletedSuccessfully && !await reading))
                return ReadingFailure.None;
            if (watch.Check() is not ReadingFailure.None and var failure)
                return failure;
            if (isSlow || !watch.IsSlow(command.QuickTime))
                continue;
            if (!place.TryGoSlow())
                return null;
            WorkerStart.LowerPriority(process);
            isSlow = true;
        }
    }

    private async Task<bool> ReadAsync(Process process, MemoryStream output, CancellationToken ct)
    {
        byte[] buffer = new byte[ReadBufferBytes];
        int read;
        while ((read = await process.StandardOutput.BaseStream.ReadAsync(buffer, ct)) > 0)
        {
            if (output.Length + read > command.Limits.OutputBytesMax)
                return false;
            await output.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return true;
    }

    /// <summary>
    /// The beginning of what a program writes to standard error; the rest is read and dropped, so that the program need not wait.
    /// </summary>
    internal static async Task<string> ReadErrorAsync(Process process, CancellationToken ct)
    {
        StringBuilder text = new();
        char[] buffer = new char[ErrorCharactersMax];
        int read;
        while ((read = await process.StandardError.ReadAsync(buffer, ct)) > 0)
            text.Append(buffer, 0, Math.Min(read, ErrorCharactersMax - text.Length));
        return text.ToString();
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
}
