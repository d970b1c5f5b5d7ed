using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>A process that runs <c>ReadingWorker</c>, for many files one after the other.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int BufferBytes = 64 << 10;
    private const int FilesMax = 50_000;
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(30);

    // A worker's processor time over its life, after which it is replaced, and where the kernel ends one that nobody watches any more.
    private static readonly TimeSpan CpuTimeSpent = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CpuTimeMargin = TimeSpan.FromSeconds(15);

    private readonly WorkerCommand _command;
    private readonly Process _process;
    private readonly Stream _output;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task<string> _error;
    private Task _sending = Task.CompletedTask;

    private WorkerProcess(WorkerCommand command, long fileBytesMax)
    {
        _command = command;
        FileBytesMax = fileBytesMax;
        _process = WorkerStart.Start(
            command,
            CpuTimeSpent + command.Limits.CpuTimeFor(fileBytesMax) + CpuTimeMargin,
            command.Limits.MemoryFor(fileBytesMax)
        );
        _output = new BufferedStream(_process.StandardOutput.BaseStream, BufferBytes);
        _error = LimitedProcess.ReadErrorAsync(_process, _ended.Token);
    }

    /// <summary>The largest file that it has the memory for.</summary>
    internal long FileBytesMax { get; }

    /// <summary>The process, for those who watch it.</summary>
    internal Process Process => _process;

    /// <summary>Replies that it has sent.</summary>
    internal int FilesRead { get; private set; }

    /// <summary>Whether it was ended here.</summary>
    internal bool IsEnded { get; private set; }

    /// <summary>When it was last of use; for whoever keeps it.</summary>
    internal long IdleSince { get; set; }

    /// <summary>Starts a worker and waits until it is ready.</summary>
    /// <exception cref="UnreadableDocumentException">It cannot be started.</exception>
    internal static async Task<WorkerProcess> StartAsync(WorkerCommand command, long fileBytesMax, TimeProvider time)
    {
        var worker = new WorkerProcess(command, fileBytesMax);
        var ready = worker.ReceiveAsync();
        await ((Task)ready.WaitAsync(StartMax, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ready.IsCompletedSuccessfully && await ready is { Kind: WorkerReplyKind.Ready })
        {
            worker.FilesRead = 0;
            return worker;
        }

        var answered = ready.IsCompletedSuccessfully && await ready is not null;
        var (exitCode, _) = await worker.EndAsync();
        await worker.DisposeAsync();
        throw WorkerStart.IsMissing(exitCode)
            ? WorkerStart.CannotStart(command)
            : UnreadableDocumentException.Failed(
                answered
                    ? "The reader of documents gave an answer that cannot be understood."
                    : $"The reader of documents did not start (exit code {exitCode})."
            );
    }

    /// <summary>Whether it has read so much or grown so large that a new one should take its place.</summary>
    internal bool IsSpent()
    {
        try
        {
            _process.Refresh();
            return _process.HasExited
                || FilesRead >= FilesMax
                || _process.WorkingSet64 > _command.Limits.MemoryBytesMax
                || _process.TotalProcessorTime > CpuTimeSpent;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return true;
        }
    }

    /// <summary>
    /// Sends files. Returns at once: a worker takes what it is sent while it reads, and one that does not is watched for the time of its
    /// replies.
    /// </summary>
    internal void Send(IReadOnlyCollection<WorkerRequest> requests)
    {
        _sending = SendAsync(_sending, requests);
    }

    /// <summary>The next reply; null when the process has ended instead. One call at a time.</summary>
    internal async Task<WorkerReply?> ReceiveAsync()
    {
        var head = new byte[WorkerFrames.LengthBytes];
        try
        {
            if (await _output.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, _ended.Token) < head.Length)
                return null;
            var length = BinaryPrimitives.ReadInt32LittleEndian(head);
            if (length < 1)
                return new WorkerReply(WorkerReplyKind.Malformed);
            if (length > _command.Limits.OutputBytesMax)
                return new WorkerReply(WorkerReplyKind.TooLong);
            var frame = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                await _output.ReadExactlyAsync(frame.AsMemory(0, length), _ended.Token);
                FilesRead++;
                return WorkerFrames.ReadReply(frame.AsSpan(0, length));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(frame);
            }
        }
        catch (InvalidDataException)
        {
            return new WorkerReply(WorkerReplyKind.Malformed);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Kills the process if it still runs.</summary>
    /// <returns>Its exit code and the beginning of what it wrote to standard error.</returns>
    internal async Task<(int ExitCode, string Error)> EndAsync()
    {
        WorkerStart.Kill(_process);
        await _process.WaitForExitAsync(_ended.Token);
        return (_process.ExitCode, await _error);
    }

    /// <summary>Waits for a process that has closed its output, and ends one that goes on without it.</summary>
    internal async Task<(int ExitCode, string Error)> WaitAsync(TimeProvider time)
    {
        await _process
            .WaitForExitAsync(_ended.Token)
            .WaitAsync(StartMax, time, _ended.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await EndAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        IsEnded = true;
        WorkerStart.Kill(_process);
        await _ended.CancelAsync();
        await Task.WhenAll(_sending, _error).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _process.WaitForExitAsync(CancellationToken.None);
        await _output.DisposeAsync();
        _process.Dispose();
        _ended.Dispose();
    }

    private async Task SendAsync(Task before, IReadOnlyCollection<WorkerRequest> requests)
    {
        await before;
        var buffer = new ArrayBufferWriter<byte>(BufferBytes);
        try
        {
            foreach (var request in requests)
            {
                WorkerFrames.WriteHead(buffer, request);
                if (request.Content.Length < BufferBytes)
                {
                    buffer.Write(request.Content.Span);
                    continue;
                }

                await FlushAsync(buffer);
                await _process.StandardInput.BaseStream.WriteAsync(request.Content, _ended.Token);
            }

            await FlushAsync(buffer);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The process ended before it took everything: whoever waits for its replies learns that.
        }
    }

    private async Task FlushAsync(ArrayBufferWriter<byte> buffer)
    {
        await _process.StandardInput.BaseStream.WriteAsync(buffer.WrittenMemory, _ended.Token);
        await _process.StandardInput.BaseStream.FlushAsync(_ended.Token);
        buffer.ResetWrittenCount();
    }
}
