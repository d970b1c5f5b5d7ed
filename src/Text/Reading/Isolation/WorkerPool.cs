namespace RagCluster.Text.Reading.Isolation;

/// <summary>
/// Hands files to workers, several at a time, and takes what they answer, one by one.
/// <para>
/// Invariants. A worker reads one file after the other, so the first that has been without a reply for some time is the one that it reads:
/// that one alone is measured, and it alone fails when a limit of time is met; what was handed over behind it is read by another worker. Of
/// a worker that ends by itself the last replies are lost: what it was handed over is handed over again, one by one. A file after which a
/// worker ends for memory or for no known reason may be the victim of those that it has read before: it is read once more, in a new
/// process, before it is blamed.
/// </para>
/// <para>
/// A file that takes longer than <see cref="WorkerCommand.QuickTime"/> keeps its worker and moves to a place for slow documents, behind all
/// others for the processor, and a new worker takes over what waits, so that slow files never hold the others up. Where no such place is
/// free the reading ends, and begins anew later.
/// </para>
/// </summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private const int BatchMax = 64;
    private const long BatchBytesMax = 256 << 10;

    // Larger files are read by a process of their own, which may take more memory.
    private const long SharedBytesMax = 1 << 20;

    // The first file of a process pays for loading and compiling its parser.
    private const int FirstFileFactor = 2;

    private static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(30);

    private readonly WorkerCommand _command;
    private readonly SlowLane _slow;
    private readonly TimeProvider _time;
    private readonly ITimer _trimming;
    private readonly Lock _lock = new();
    private readonly LinkedList<WorkItem> _waiting = [];
    private readonly Stack<WorkerProcess> _idle = [];
    private readonly HashSet<WorkerProcess> _workers = [];
    private int _serving;
    private bool _isDisposed;

    internal WorkerPool(WorkerCommand command, SlowLane slow, TimeProvider time)
    {
        (_command, _slow, _time) = (command, slow, time);
        _trimming = time.CreateTimer(_ => Trim(), null, IdleMax / 2, IdleMax / 2);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="UnreadableDocumentException">It cannot be read.</exception>
    /// <exception cref="SlowDocumentException">It takes long, and there was no place for slow documents.</exception>
    internal Task<ExtractedDocument> ReadAsync(WorkerRequest request, ReadingLane lane, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var item = new WorkItem(request, lane, ct);
        if (lane == ReadingLane.Slow)
            _ = ReadSlowlyAsync(item, ct);
        else
            Enqueue([item], isFirst: false);
        return item.WaitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        WorkItem[] waiting;
        WorkerProcess[] idle,
            workers;
        lock (_lock)
        {
            _isDisposed = true;
            (waiting, idle, workers) = ([.. _waiting], [.. _idle], [.. _workers]);
            _waiting.Clear();
            _idle.Clear();
        }

        await _trimming.DisposeAsync();
        foreach (var item in waiting)
            item.Fail(new ObjectDisposedException(nameof(WorkerPool)));
        // Those that read are let go by whoever waits for their replies.
        foreach (var worker in workers)
            WorkerStart.Kill(worker.Process);
        foreach (var worker in idle)
            await LetGoAsync(worker);
    }

    private void Enqueue(IEnumerable<WorkItem> items, bool isFirst)
    {
        lock (_lock)
        {
            foreach (var item in isFirst ? items.Reverse() : items)
            {
                if (_isDisposed)
                    item.Fail(new ObjectDisposedException(nameof(WorkerPool)));
                else if (isFirst)
                    _waiting.AddFirst(item);
                else
                    _waiting.AddLast(item);
            }

            // Those who serve may be busy for long; one that finds nothing to do ends at once.
            for (var wanted = Math.Min(_waiting.Count, _command.ProcessesMax - _serving); wanted > 0; wanted--)
            {
                _serving++;
                _ = Task.Run(ServeAsync);
            }
        }
    }

    /// <summary>One of the quick places: reads what waits until nothing does.</summary>
    private async Task ServeAsync()
    {
        WorkerProcess? worker = null;
        while (TakeFirst(ref worker) is { } first)
        {
            try
            {
                if (worker is not null && (first.IsAlone || first.Bytes > worker.FileBytesMax))
                {
                    await LetGoAsync(worker);
                    worker = null;
                }

                worker ??= await StartAsync(first);
                if (worker is not null)
                    worker = await HandOverAsync(worker, first);
            }
            catch (Exception e)
            {
                // Whoever waits for the file gets what went wrong; the place goes on.
                first.Fail(e);
                if (worker is not null)
                    await LetGoAsync(worker);
                worker = null;
            }
        }
    }

    /// <summary>The file that is read next, with a worker that is idle if there is one; null when nothing waits.</summary>
    private WorkItem? TakeFirst(ref WorkerProcess? worker)
    {
        lock (_lock)
        {
            while (_waiting.First?.Value is { } item)
            {
                _waiting.RemoveFirst();
                if (item.IsOver)
                    continue;
                if (worker is null && !item.IsAlone)
                    _idle.TryPop(out worker);
                return item;
            }

            if (worker is not null)
                Rest(worker);
            _serving--;
            return null;
        }
    }

    /// <summary>Files that are handed over behind others: an equal share of what waits for each of those who serve.</summary>
    private List<WorkItem> TakeFurther(int countMax)
    {
        List<WorkItem> batch = [];
        lock (_lock)
        {
            countMax = Math.Min(countMax, (_waiting.Count + _serving - 1) / Math.Max(1, _serving));
            long bytes = 0;
            while (batch.Count < countMax && _waiting.First?.Value is { } item && IsShared(item) && (bytes += item.Bytes) <= BatchBytesMax)
            {
                _waiting.RemoveFirst();
                if (!item.IsOver)
                    batch.Add(item);
            }
        }

        return batch;
    }

    private static bool IsShared(WorkItem item) => !item.IsAlone && !item.IsSingle && item.Bytes <= SharedBytesMax;

    private async Task<WorkerProcess?> StartAsync(WorkItem first)
    {
        try
        {
            var worker = await WorkerProcess.StartAsync(_command, Math.Max(SharedBytesMax, first.Bytes), _time);
            lock (_lock)
            {
                _workers.Add(worker);
                if (!_isDisposed)
                    return worker;
            }

            await LetGoAsync(worker);
            throw new ObjectDisposedException(nameof(WorkerPool));
        }
        catch (Exception e) when (e is UnreadableDocumentException or ObjectDisposedException)
        {
            first.Fail(e);
            return null;
        }
    }

    /// <summary>Has a worker read a file and, while it does, further ones.</summary>
    /// <returns>The worker, if it can read more.</returns>
    private async Task<WorkerProcess?> HandOverAsync(WorkerProcess worker, WorkItem first)
    {
        var sent = new Queue<WorkItem>([first]);
        worker.Send([first.Request]);
        while (sent.TryPeek(out var item))
        {
            // The first file of a process is handed over by itself: it takes longest.
            if (
                worker.FilesRead > 0
                && sent.Count <= BatchMax / 2
                && IsShared(item)
                && TakeFurther(BatchMax - sent.Count) is { Count: > 0 } further
            )
            {
                worker.Send(further.ConvertAll(f => f.Request));
                further.ForEach(sent.Enqueue);
            }

            var reading = new WatchedReading(worker, item, _command.Limits, _time);
            var end = await reading.WaitAsync(reading.IsFirst ? FirstFileFactor * _command.QuickTime : _command.QuickTime);
            if (end == ReadingEnd.Answered)
            {
                sent.Dequeue().Answer(reading.Reply!);
                continue;
            }

            await BreakOffAsync(reading, end, sent);
            return null;
        }

        if (worker.FileBytesMax == SharedBytesMax && !worker.IsSpent())
            return worker;
        await LetGoAsync(worker);
        return null;
    }

    /// <summary>Ends what a worker does at one file and has what it was sent behind it read by others.</summary>
    private async Task BreakOffAsync(WatchedReading reading, ReadingEnd end, Queue<WorkItem> sent)
    {
        if (reading.HasWorkerEnded && sent.Count > 1)
        {
            // Its last replies are lost with it, so any of them may be to blame.
            foreach (var item in sent)
                item.IsSingle = true;
            await LetGoAsync(reading.Worker);
            Enqueue(sent, isFirst: true);
            return;
        }

        Enqueue(sent.Skip(1), isFirst: true);
        if (end == ReadingEnd.Slow)
            await GoSlowAsync(reading);
        else
            await EndAsync(reading, end);
    }

    private async Task GoSlowAsync(WatchedReading reading)
    {
        if (_slow.TryEnter())
        {
            _ = FinishAsync(reading);
            return;
        }

        await LetGoAsync(reading.Worker);
        if (reading.Item.Lane == ReadingLane.Quick)
            reading.Item.Fail(new SlowDocumentException());
        else
            _ = ReadSlowlyAsync(reading.Item, CancellationToken.None);
    }

    /// <summary>Waits for a place for slow documents and reads a file there.</summary>
    private async Task ReadSlowlyAsync(WorkItem item, CancellationToken ct)
    {
        await _slow.EnterAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ct.IsCancellationRequested)
            return;
        WorkerProcess? worker = null;
        if (!item.IsOver && (worker = await StartAsync(item)) is not null)
        {
            worker.Send([item.Request]);
            await FinishAsync(new WatchedReading(worker, item, _command.Limits, _time));
            return;
        }

        _slow.Leave();
    }

    /// <summary>Waits for the end of a reading in a place for slow documents, and gives the place back.</summary>
    private async Task FinishAsync(WatchedReading reading)
    {
        try
        {
            WorkerStart.LowerPriority(reading.Worker.Process);
            var end = await reading.WaitAsync(null);
            if (end == ReadingEnd.Answered)
                reading.Item.Answer(reading.Reply!);
            else
                await EndAsync(reading, end);
        }
        catch (Exception e)
        {
            // Whoever waits for the file gets what went wrong.
            reading.Item.Fail(e);
        }
        finally
        {
            _slow.Leave();
        }

        if (!reading.Worker.IsEnded)
            await LetGoAsync(reading.Worker);
    }

    /// <summary>Ends a worker whose reading did not end well, and its file, unless the file is read again.</summary>
    private async Task EndAsync(WatchedReading reading, ReadingEnd end)
    {
        var item = reading.Item;
        await LetGoAsync(reading.Worker);
        if (end == ReadingEnd.Abandoned)
            return;
        if (
            !item.IsAlone
            && !reading.IsFirst
            && reading.Failure is ReadingFailure.Memory or ReadingFailure.Killed or ReadingFailure.Stopped
        )
        {
            item.IsAlone = true;
            Enqueue([item], isFirst: true);
            return;
        }

        item.Fail(
            reading.Failure == ReadingFailure.None
                ? UnreadableDocumentException.Failed("The reader of the document gave an answer that cannot be understood.")
                : ReadingFailures.Refusal(reading.Failure, "document", item.Bytes, _command.Limits, reading.ExitCode)
        );
    }

    private void Rest(WorkerProcess worker)
    {
        worker.IdleSince = _time.GetTimestamp();
        _idle.Push(worker);
    }

    private async Task LetGoAsync(WorkerProcess worker)
    {
        lock (_lock)
            _workers.Remove(worker);
        await worker.DisposeAsync();
    }

    // Processes that read nothing give their memory back.
    private void Trim()
    {
        List<WorkerProcess> old;
        lock (_lock)
        {
            old = [.. _idle.Where(worker => _time.GetElapsedTime(worker.IdleSince) > IdleMax)];
            var rest = _idle.Except(old).Reverse().ToList();
            _idle.Clear();
            rest.ForEach(_idle.Push);
        }

        foreach (var worker in old)
            _ = LetGoAsync(worker);
    }
}
