using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>A process that runs <c>ReadingWorker</c>, for many files one after the other.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int BufferBytes = 64 << 10;
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(30);

    // A worker's processor time over its life, after which it is replaced, and where the kernel ends one that nobody watches any more.
    private static readonly TimeSpan CpuTimeSpent = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CpuTimeMargin = TimeSpan.FromSeconds(15);

    private readonly WorkerCommand _command;
    private readonly Process _process;
    private readonly ReplyInput _replies;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task<string> _error;
    private readonly List<WorkerRequest> _posted = [];
    private readonly ArrayBufferWriter<byte> _sent = new(BufferBytes);
    private bool _isSending;
    private TaskCompletionSource? _drained;

    private WorkerProcess(WorkerCommand command, long fileBytesMax)
    {
        _command = command;
        FileBytesMax = fileBytesMax;
        _process = WorkerStart.Start(
            command,
            CpuTimeSpent + command.Limits.CpuTimeFor(fileBytesMax) + CpuTimeMargin,
            command.Limits.MemoryFor(fileBytesMax)
        );
        _replies = new ReplyInput(_process.StandardOutput.BaseStream, command.Limits.OutputBytesMax);
        _error = LimitedProcess.ReadErrorAsync(_process, _ended.Token);
    }

    /// <summary>The largest file that it has the memory for.</summary>
    internal long FileBytesMax { get; }

    /// <summary>The process, for those who watch it.</summary>
    internal Process Process => _process;

    /// <summary>Starts a worker and waits until it is ready.</summary>
    /// <exception cref="UnreadableDocumentException">It cannot be started.</exception>
    internal static async Task<WorkerProcess> StartAsync(WorkerCommand command, long fileBytesMax, TimeProvider time)
    {
        WorkerProcess worker = new(command, fileBytesMax);
        Task<WorkerReply?> first = worker.ReceiveFirstAsync();
        await ((Task)first.WaitAsync(StartMax, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        WorkerReply? reply = first.IsCompletedSuccessfully ? await first : null;
        if (reply is { Kind: WorkerReplyKind.Ready })
            return worker;
        // One that has closed its output is about to exit, and a kill in between would hide the exit code that says why.
        bool isOutputClosed = first.IsCompletedSuccessfully && reply is null;
        (int exitCode, string _) = await (isOutputClosed ? worker.WaitAsync(time) : worker.EndAsync());
        await worker.DisposeAsync();
        throw WorkerStart.IsMissing(exitCode)
            ? WorkerStart.CannotStart(command)
            : UnreadableDocumentException.Failed(
                reply is not null
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
                || _process.WorkingSet64 > _command.Limits.MemoryBytesMax
                || _process.TotalProcessorTime > CpuTimeSpent;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return true;
        }
    }

    /// <summary>
    /// Has a file sent. A worker takes what it is sent while it reads, and one that does not is watched for the time of its replies.
    /// </summary>
    /// <returns>Whether the caller has to call <see cref="Send"/>: nobody else does.</returns>
    internal bool Post(WorkerRequest request)
    {
        lock (_posted)
        {
            _posted.Add(request);
            return !_isSending && (_isSending = true);
        }
    }

    /// <summary>Sends what is posted, and what others post meanwhile. Does not wait for a worker that takes nothing.</summary>
    internal void Send() => _ = SendAsync();

    /// <summary>Waits for more of its replies; false when it has ended. One call at a time.</summary>
    internal async ValueTask<bool> FillAsync()
    {
        try
        {
            return await _replies.FillAsync(_ended.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>The next reply that has arrived; otherwise null.</summary>
    internal WorkerReply? TryTakeReply() => _replies.TryTake();

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

    /// <summary>Ends the process. Nothing may be posted any more; who waits for its replies gets none.</summary>
    public async ValueTask DisposeAsync()
    {
        WorkerStart.Kill(_process);
        await _ended.CancelAsync();
        Task drained;
        lock (_posted)
            drained = _isSending ? (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
        await Task.WhenAll(drained, _error).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _ended.Dispose();
    }

    private async Task<WorkerReply?> ReceiveFirstAsync()
    {
        WorkerReply? reply;
        while ((reply = TryTakeReply()) is null && await FillAsync())
            continue;
        return reply;
    }

    private async Task SendAsync()
    {
        List<WorkerRequest> batch = [];
        while (true)
        {
            batch.Clear();
            lock (_posted)
            {
                if (_posted.Count == 0)
                {
                    _isSending = false;
                    _drained?.TrySetResult();
                    return;
                }

                batch.AddRange(_posted);
                _posted.Clear();
            }

            try
            {
                await WriteAsync(batch);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The process ended before it took everything: whoever waits for its replies learns that.
            }
        }
    }

    private async Task WriteAsync(List<WorkerRequest> batch)
    {
        _sent.ResetWrittenCount();
        foreach (WorkerRequest request in batch)
        {
            WorkerFrames.WriteHead(_sent, request);
            if (request.Content.Length < BufferBytes)
            {
                _sent.Write(request.Content.Span);
                if (_sent.WrittenCount >= BufferBytes)
                    await FlushAsync();
                continue;
            }

            await FlushAsync();
            await _process.StandardInput.BaseStream.WriteAsync(request.Content, _ended.Token);
        }

        await FlushAsync();
    }

    private async Task FlushAsync()
    {
        await _process.StandardInput.BaseStream.WriteAsync(_sent.WrittenMemory, _ended.Token);
        _sent.ResetWrittenCount();
    }
}
