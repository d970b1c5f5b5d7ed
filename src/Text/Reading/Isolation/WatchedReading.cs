namespace RagCluster.Text.Reading.Isolation;

/// <summary>The reading of one file by a worker, under the file's own limits.</summary>
/// <param name="worker">The worker; it has answered all files before this one.</param>
/// <param name="item">The file.</param>
/// <param name="limits">The limits.</param>
/// <param name="time">The clock.</param>
internal sealed class WatchedReading(WorkerProcess worker, WorkItem item, ProcessLimits limits, TimeProvider time)
{
    private readonly ProcessWatch _watch = new(worker.Process, item.Bytes, limits, time);
    private readonly Task<WorkerReply?> _reply = worker.ReceiveAsync();

    /// <summary>Whether it is the first file of its worker.</summary>
    internal bool IsFirst { get; } = worker.FilesRead == 0;

    /// <summary>The worker.</summary>
    internal WorkerProcess Worker => worker;

    /// <summary>The file.</summary>
    internal WorkItem Item => item;

    /// <summary>What the worker answered.</summary>
    internal WorkerReply? Reply { get; private set; }

    /// <summary>The limit that it met, or what happened to the worker.</summary>
    internal ReadingFailure Failure { get; private set; }

    /// <summary>Whether the worker ended by itself.</summary>
    internal bool HasWorkerEnded { get; private set; }

    /// <summary>The worker's exit code, if it ended.</summary>
    internal int ExitCode { get; private set; }

    /// <summary>Waits for the end; may be called again after <see cref="ReadingEnd.Slow"/>.</summary>
    /// <param name="quickTime">How long it may take before it counts as slow; null for no limit.</param>
    internal async Task<ReadingEnd> WaitAsync(TimeSpan? quickTime)
    {
        while (true)
        {
            if (!_reply.IsCompleted)
                await ((Task)_reply.WaitAsync(ProcessWatch.Period, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_reply.IsCompleted)
                return await EndAsync(await _reply);
            if (item.IsOver)
                return ReadingEnd.Abandoned;
            if ((Failure = _watch.Check()) != ReadingFailure.None)
                return ReadingEnd.Failed;
            if (quickTime is { } quick && _watch.IsSlow(quick))
                return ReadingEnd.Slow;
        }
    }

    private async Task<ReadingEnd> EndAsync(WorkerReply? reply)
    {
        Reply = reply;
        switch (reply?.Kind)
        {
            case WorkerReplyKind.Document or WorkerReplyKind.Refusal:
                return ReadingEnd.Answered;
            case WorkerReplyKind.OutOfMemory:
                Failure = ReadingFailure.Memory;
                return ReadingEnd.Failed;
            case WorkerReplyKind.TooLong:
                Failure = ReadingFailure.Output;
                return ReadingEnd.Failed;
            case null:
                HasWorkerEnded = true;
                (ExitCode, var error) = await worker.WaitAsync(time);
                Failure = ReadingFailures.Of(ExitCode, error);
                return ReadingEnd.Failed;
            default:
                return ReadingEnd.Failed;
        }
    }
}
