namespace RagCluster.Text.Reading.Isolation;

/// <summary>
/// Hands files to workers, many at a time, and takes what they answer.
/// <para>
/// Invariants. A worker reads one file after the other, so the first that it has not answered is the one that it reads: that one alone is
/// measured, and it alone fails when a limit is met; what was handed over behind it is read by another worker. Of a worker that ends by
/// itself the last replies are lost: what it was handed over is handed over again, one by one. A file after which a worker ends for memory
/// or for no known reason may be the victim of those that it has read before: it is read once more, in a new process, before it is blamed.
/// </para>
/// <para>
/// A file that takes longer than <see cref="WorkerCommand.QuickTime"/> keeps its worker and moves to a place for slow documents, behind all
/// others for the processor, so that slow files never hold the others up. Where no such place is free the reading ends, and begins anew
/// later.
/// </para>
/// <para>
/// Everything that is shared changes under one lock, in <see cref="WorkerRoster"/>. Who brings a file sends it, and who takes the replies
/// hands over more: there is no thread in between that would have to be woken. A load is over once: whoever ends it lets its worker go and
/// says what becomes of its files.
/// </para>
/// </summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(30);

    private readonly WorkerCommand _command;
    private readonly SlowLane _slow;
    private readonly TimeProvider _time;
    private readonly ITimer _trimming;
    private readonly ITimer _checking;
    private readonly ITimer _growing;
    private readonly Lock _lock = new();
    private readonly WorkerRoster _roster;
    private bool _isDisposed;
    private long _spentAt;

    internal WorkerPool(WorkerCommand command, SlowLane slow, TimeProvider time)
    {
        (_command, _slow, _time) = (command, slow, time);
        _roster = new WorkerRoster(command.ProcessesMax, time);
        _trimming = time.CreateTimer(_ => Trim(), null, IdleMax / 2, IdleMax / 2);
        _checking = time.CreateTimer(_ => CheckFiles(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _growing = time.CreateTimer(_ => Change(_roster.Grown), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="UnreadableDocumentException">It cannot be read.</exception>
    /// <exception cref="SlowDocumentException">It takes long, and there was no place for slow documents.</exception>
    internal Task<ExtractedDocument> ReadAsync(WorkerRequest request, ReadingLane lane, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        WorkItem item = new(request, lane, ct);
        if (lane == ReadingLane.Slow)
            _ = ReadSlowlyAsync(item, ct);
        else if (!Change(() => _roster.Wait(item, isFirst: false)))
            item.Fail(Disposed());
        return item.WaitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<WorkItem> files;
        List<WorkerLoad> loads;
        lock (_lock)
        {
            _isDisposed = true;
            (files, loads) = _roster.Clear();
        }

        await _trimming.DisposeAsync();
        await _checking.DisposeAsync();
        await _growing.DisposeAsync();
        files.ForEach(file => file.Fail(Disposed()));
        await Task.WhenAll(loads.Select(LetGoAsync));
    }

    private static ObjectDisposedException Disposed() => new(nameof(WorkerPool));

    /// <summary>Changes the roster and does what follows from it.</summary>
    /// <returns>False, and nothing is changed, when the pool is disposed.</returns>
    private bool Change(Action change)
    {
        WorkerOrders orders;
        lock (_lock)
        {
            if (_isDisposed)
                return false;
            change();
            orders = _roster.HandOver();
        }

        Execute(orders);
        return true;
    }

    private void Execute(WorkerOrders orders)
    {
        orders.Senders?.ForEach(sender => sender.Send());
        orders.Starts?.ForEach(file => Task.Run(() => StartAsync(file)));
        orders.Ended?.ForEach(load => _ = LetGoAsync(load));
        if (orders.ChecksSoon)
            _checking.Change(ProcessWatch.Period, Timeout.InfiniteTimeSpan);
        if (orders.GrowsSoon)
            _growing.Change(WorkerRoster.PatienceMax, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts a worker and follows it: for one file, or (null) for all that wait.</summary>
    private async Task StartAsync(WorkItem? alone)
    {
        WorkerLoad? load = null;
        Exception? failure = null;
        try
        {
            load = await StartLoadAsync(alone);
        }
        catch (Exception e)
        {
            // Whoever waits for the file gets what went wrong.
            failure = e;
        }

        bool isTaken = Change(() =>
        {
            _roster.Started(load);
            if (load is null)
                (alone ?? _roster.FirstWaiting())?.Fail(failure!);
            else if (alone is not null)
                load.Add(alone);
        });
        if (!isTaken)
            alone?.Fail(Disposed());
        if (load is null)
            return;
        if (!isTaken)
        {
            await LetGoAsync(load);
            return;
        }

        if (alone is not null)
            load.Worker.Send();
        await FollowAsync(load);
    }

    /// <summary>Waits for a place for slow documents and reads a file there.</summary>
    private async Task ReadSlowlyAsync(WorkItem item, CancellationToken ct)
    {
        Task entering = _slow.EnterAsync(ct);
        await entering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!entering.IsCompletedSuccessfully)
            return;
        WorkerLoad? load = null;
        try
        {
            if (!item.IsOver)
                load = await StartLoadAsync(item);
        }
        catch (Exception e)
        {
            // Whoever waits for the file gets what went wrong.
            item.Fail(e);
        }

        if (load is null)
        {
            _slow.Leave();
            return;
        }

        load.GoSlow();
        bool isTaken = Change(() =>
        {
            _roster.StartedSlow(load);
            load.Add(item);
        });
        if (!isTaken)
        {
            item.Fail(Disposed());
            await LetGoAsync(load);
            return;
        }

        WorkerStart.LowerPriority(load.Worker.Process);
        load.Worker.Send();
        await FollowAsync(load);
    }

    // A worker that is started for a file reads that one only.
    private async Task<WorkerLoad> StartLoadAsync(WorkItem? alone) =>
        new(await WorkerProcess.StartAsync(_command, Math.Max(WorkerRoster.SharedBytesMax, alone?.Bytes ?? 0), _time), _time)
        {
            IsSpent = alone is not null,
        };

    /// <summary>Takes what a worker answers, until it is over.</summary>
    private async Task FollowAsync(WorkerLoad load)
    {
        try
        {
            List<WorkerReply> replies = [];
            do
            {
                while (load.Worker.TryTakeReply() is { } reply)
                {
                    replies.Add(reply);
                    if (!reply.IsAnswer)
                        break;
                }

                if (replies.Count > 0 && !await SettleAsync(load, replies))
                    return;
                replies.Clear();
            } while (await load.Worker.FillAsync());

            await EndedAsync(load);
        }
        catch (Exception e)
        {
            // Whoever waits for the files gets what went wrong.
            await BreakOffAsync(load, items => Array.ForEach(items, item => item.Fail(e)));
        }
    }

    /// <summary>Gives replies to those who wait for them, and the worker more to read.</summary>
    /// <returns>Whether the worker goes on.</returns>
    private async ValueTask<bool> SettleAsync(WorkerLoad load, List<WorkerReply> replies)
    {
        List<WorkItem> answered = new(replies.Count);
        bool isDone = false;
        WorkerOrders orders;
        lock (_lock)
        {
            if (load.IsOver)
                return false;
            // An answer that nobody asked for is as none.
            while (answered.Count < replies.Count && replies[answered.Count].IsAnswer && load.Count > 0)
                answered.Add(load.Take());
            if (answered.Count == replies.Count && (load.IsSlow || (load.IsSpent && load.Count == 0)))
            {
                _roster.End(load);
                isDone = true;
            }

            orders = _roster.HandOver();
        }

        Execute(orders);
        for (int i = 0; i < answered.Count; i++)
            answered[i].Answer(replies[i]);
        if (isDone)
            await LetGoAsync(load);
        else if (answered.Count < replies.Count)
            await FailFirstAsync(load, replies[answered.Count].Failure, 0);
        return !isDone && answered.Count == replies.Count;
    }

    /// <summary>A worker has ended by itself, or was ended here.</summary>
    private async Task EndedAsync(WorkerLoad load)
    {
        int count;
        lock (_lock)
            count = load.IsOver ? 0 : load.Count;
        if (count == 1)
        {
            (int exitCode, string? error) = await load.Worker.WaitAsync(_time);
            await FailFirstAsync(load, ReadingFailures.Of(exitCode, error), exitCode);
            return;
        }

        // Its last replies are lost with it, so any of its files may be to blame.
        await BreakOffAsync(
            load,
            items =>
            {
                Array.ForEach(items, item => item.IsSingle = true);
                Again(items);
            }
        );
    }

    /// <summary>Has files read by other workers, before all that wait.</summary>
    private void Again(WorkItem[] items)
    {
        if (!Change(() => _roster.WaitFirst(items)))
            Array.ForEach(items, item => item.Fail(Disposed()));
    }

    /// <summary>Ends a worker at the file that it reads, which fails unless it is read again; what is behind it is.</summary>
    private Task FailFirstAsync(WorkerLoad load, ReadingFailure failure, int exitCode) =>
        BreakOffAsync(
            load,
            items =>
            {
                if (items is not [var first, .. var behind])
                    return;
                Again(behind);
                Fail(load, first, failure, exitCode);
            }
        );

    private void Fail(WorkerLoad load, WorkItem item, ReadingFailure failure, int exitCode)
    {
        if (!item.IsAlone && load.FilesRead > 0 && failure is ReadingFailure.Memory or ReadingFailure.Killed or ReadingFailure.Stopped)
        {
            item.IsAlone = true;
            Again([item]);
            return;
        }

        item.Fail(
            failure == ReadingFailure.None
                ? UnreadableDocumentException.Failed("The reader of the document gave an answer that cannot be understood.")
                : ReadingFailures.Refusal(failure, "document", item.Bytes, _command.Limits, exitCode)
        );
    }

    /// <summary>Ends a worker; <paramref name="then"/> says what becomes of its files. Does nothing when it is over.</summary>
    private async Task BreakOffAsync(WorkerLoad load, Action<WorkItem[]> then)
    {
        WorkItem[] items;
        lock (_lock)
        {
            if (load.IsOver)
                return;
            _roster.End(load);
            items = load.TakeAll();
        }

        await LetGoAsync(load);
        then(items);
    }

    private async Task LetGoAsync(WorkerLoad load)
    {
        await load.Worker.DisposeAsync();
        if (load.IsSlow)
            _slow.Leave();
    }

    /// <summary>Checks the files that are read: whether one passes a limit, takes long, or is of use to nobody any more.</summary>
    private void CheckFiles()
    {
        List<FileCheck> checks = [];
        List<WorkerLoad> loads;
        lock (_lock)
        {
            loads = [.. _roster.Loads.Where(load => load.Count > 0)];
            foreach (WorkerLoad load in loads)
                if (load.Watch(_command.Limits) is { } watch)
                    checks.Add(FileCheck.Of(load, watch));
        }

        foreach (FileCheck check in checks)
            Conclude(check.Make(_command.QuickTime));
        List<WorkerLoad> spent = IsSpentDue() ? loads.FindAll(load => load.Worker.IsSpent()) : [];
        Change(() =>
        {
            spent.ForEach(load => load.IsSpent = true);
            _roster.Checked();
        });
    }

    // Asking how large a process is costs as much as some files.
    private bool IsSpentDue()
    {
        if (_time.GetElapsedTime(_spentAt) < ProcessWatch.SpentPeriod)
            return false;
        _spentAt = _time.GetTimestamp();
        return true;
    }

    private void Conclude(FileCheck check)
    {
        WorkerLoad load = check.Load;
        lock (_lock)
        {
            // It may have been answered in between.
            if (load.IsOver || load.First != check.Item)
                return;
            if (check.IsHoldingUp)
                _roster.WaitFirst(load.Stall());
            if (check.End is FileCheckEnd.GoesOn)
                return;
            if (check.End is FileCheckEnd.Slow && _slow.TryEnter())
                _roster.GoSlow(load);
            else
                _roster.End(load);
        }

        if (load.IsOver)
            _ = EndAsync(check);
        else
            WorkerStart.LowerPriority(load.Worker.Process);
    }

    private async Task EndAsync(FileCheck check)
    {
        await LetGoAsync(check.Load);
        if (check.End is FileCheckEnd.Failed)
            Fail(check.Load, check.Item, check.Failure, 0);
        else if (check.End is FileCheckEnd.Slow && check.Item.Lane == ReadingLane.Quick)
            check.Item.Fail(new SlowDocumentException());
        else if (check.End is FileCheckEnd.Slow)
            await ReadSlowlyAsync(check.Item, CancellationToken.None);
    }

    // Processes that read nothing give their memory back.
    private void Trim()
    {
        List<WorkerLoad> idle;
        lock (_lock)
            idle = _roster.Trim(IdleMax);
        idle.ForEach(load => _ = LetGoAsync(load));
    }
}
