using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Batching;

/// <summary>
/// The one way to a device: joins the rows of all callers on this silo into batches and runs them on threads of its own, so that arithmetic
/// neither waits for the thread pool nor starves it.
/// <para>
/// <b>Promised.</b> Every call ends exactly once: with one result a row in the order of its rows, with the error of its rows, with its
/// deadline, or with its cancellation. No caller gets another caller's results or another caller's error. What waits is bounded
/// (<see cref="BatchLimits"/>); above the bound a call is turned away at once.
/// </para>
/// <para>
/// <b>Parts.</b> <see cref="BatchQueue"/> is pure and decides which rows run next and how long a batch may wait for company. A
/// <see cref="BatchRequest"/> is one call with its task, a <see cref="BatchItem"/> one of its rows; the rows of a call may run in several
/// batches. This class has the threads, the lock and the timers. The rows of a batch are of one model and are padded to the longest of
/// them, which is why its limit counts tokens and not texts.
/// </para>
/// <para>
/// <b>States of a row</b>: waiting in the queue, running, ended. A call that is cancelled or late ends at once; its waiting rows leave the
/// queue, and a batch all of whose calls have ended is abandoned on the device. The lock guards the queue and the list of running batches
/// and is never held while a device computes or a caller goes on; idle threads wait on it, so it is a monitor.
/// </para>
/// <para>
/// <b>Failures.</b> A batch for which the device lacks memory is run again in halves, and later batches get the tokens that
/// fitted, and twice as many after half a minute without such a failure. A
/// batch whose results are no numbers is run in halves until the row that is to blame fails alone. Anything else fails the calls of that
/// batch, and the thread takes the next one. A crash loses nothing but calls: nothing is kept here.
/// </para>
/// <para><b>At the end</b> waiting calls fail, running batches end, and the threads with them.</para>
/// </summary>
internal sealed class DeviceBatcher : IAsyncDisposable
{
    // A monitor and no Lock: idle threads wait on it for work.
    private readonly object _lock = new();
    private readonly BatchQueue _queue;
    private readonly TimeProvider _time;
    private readonly Action<string> _report;
    private readonly List<RunningBatch> _running = [];
    private readonly ITimer _wake;
    private readonly TaskCompletionSource[] _ended;
    private bool _isClosed;
    private long _rows;
    private long _batches;
    private long _paddedTokens;
    private long _overloads;

    /// <summary>Starts the threads.</summary>
    /// <param name="name">The device, for thread names and messages.</param>
    /// <param name="limits">Limits of queue and batch.</param>
    /// <param name="runs">Batches that run at the same time.</param>
    /// <param name="time">The clock of waits and deadlines.</param>
    /// <param name="report">Gets what an operator should know, one sentence each.</param>
    /// <param name="begin">Called on each thread before its first batch, with its number; null for nothing.</param>
    public DeviceBatcher(string name, BatchLimits limits, int runs, TimeProvider time, Action<string> report, Action<int>? begin = null)
    {
        Name = name;
        _queue = new BatchQueue(limits, time);
        _time = time;
        _report = report;
        _wake = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _ended = [.. Enumerable.Range(0, runs).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        for (int i = 0; i < runs; i++)
        {
            TaskCompletionSource ended = _ended[i];
            int number = i;
            new Thread(() => Work(number, begin, ended)) { IsBackground = true, Name = $"inference {name} {i}" }.Start();
        }
    }

    /// <summary>The device's name.</summary>
    public string Name { get; }

    /// <summary>What it has done and what waits.</summary>
    public BatcherStatistics Statistics
    {
        get
        {
            lock (_lock)
                return new BatcherStatistics(
                    Name,
                    _queue.Count,
                    _queue.Tokens,
                    _batches,
                    _rows,
                    _paddedTokens,
                    _overloads,
                    _queue.TokensMax
                );
        }
    }

    /// <summary>Runs rows in the batches that suit the device.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="sequences">The rows.</param>
    /// <param name="call">How urgent it is.</param>
    /// <param name="cancellationToken">Takes the rows that still wait out of the queue.</param>
    /// <returns>One result a row, in their order.</returns>
    /// <exception cref="BatchOverloadedException">Too much waits already.</exception>
    /// <exception cref="BatchDeadlineException">The deadline passed first.</exception>
    /// <exception cref="DeviceMemoryException">Even a single row does not fit the device's memory.</exception>
    /// <exception cref="ModelException">The graph fails or yields no numbers.</exception>
    public async Task<float[][]> RunAsync(
        IBatchModel model,
        IReadOnlyList<TokenSequence> sequences,
        BatchCall call,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (sequences.Count == 0)
            return [];
        BatchRequest request = new(model, sequences, call.Priority);
        Enqueue(request);
        await using CancellationTokenRegistration cancelled = cancellationToken.UnsafeRegister(
            _ => End(request, () => request.Cancel(cancellationToken)),
            null
        );
        using ITimer? deadline = call.Within is { } within
            ? _time.CreateTimer(
                _ => End(request, () => request.Fail(new BatchDeadlineException(within))),
                null,
                within,
                Timeout.InfiniteTimeSpan
            )
            : null;
        return await request.Task;
    }

    /// <summary>Drops what waits for a model that is unloaded.</summary>
    public void Forget(IBatchModel model)
    {
        BatchRequest[] waiting;
        lock (_lock)
            waiting = _queue.Forget(model);
        FailAll(waiting);
    }

    /// <summary>Fails what waits and lets the running batches end.</summary>
    public async ValueTask DisposeAsync()
    {
        BatchRequest[] waiting;
        lock (_lock)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            waiting = _queue.Drain();
            Monitor.PulseAll(_lock);
        }

        FailAll(waiting);
        await Task.WhenAll(_ended.Select(ended => ended.Task));
        await _wake.DisposeAsync();
    }

    private static void FailAll(BatchRequest[] requests) =>
        Array.ForEach(requests, request => request.Fail(new ModelException(ModelFault.Unavailable, "The model is being unloaded.")));

    private void Enqueue(BatchRequest request)
    {
        lock (_lock)
        {
            if (_isClosed)
                throw new ModelException(ModelFault.Unavailable, "The device is being closed.");
            try
            {
                _queue.Add(request);
            }
            catch (BatchOverloadedException)
            {
                _overloads++;
                throw;
            }

            Monitor.Pulse(_lock);
        }
    }

    private void Wake()
    {
        lock (_lock)
            Monitor.Pulse(_lock);
    }

    private void End(BatchRequest request, Action end)
    {
        end();
        lock (_lock)
        {
            _queue.Remove(request);
            _running.ForEach(batch => batch.CancelIfAbandoned());
        }
    }

    private void Work(int number, Action<int>? begin, TaskCompletionSource ended)
    {
        begin?.Invoke(number);
        while (Next() is { } batch)
            Run(batch);
        ended.SetResult();
    }

    /// <summary>Waits for a batch; null when there will be none.</summary>
    private RunningBatch? Next()
    {
        lock (_lock)
        {
            while (true)
            {
                if (_queue.Take(out TimeSpan? wait) is { } items)
                {
                    RunningBatch batch = new(items);
                    _running.Add(batch);
                    _batches++;
                    _rows += items.Count;
                    _paddedTokens += batch.PaddedTokens;
                    // One call may bring work for several threads, and wakes one.
                    if (_queue.Count > 0)
                        Monitor.Pulse(_lock);
                    return batch;
                }

                if (_isClosed)
                    return null;
                if (wait is { } delay)
                    _wake.Change(delay, Timeout.InfiniteTimeSpan);
                Monitor.Wait(_lock);
            }
        }
    }

    private void Run(RunningBatch batch)
    {
        long began = _time.GetTimestamp();
        RunPart(batch, batch.Items);
        lock (_lock)
        {
            _queue.Ran(batch.PaddedTokens, _time.GetElapsedTime(began), _ended.Length);
            _running.Remove(batch);
            // Here, so that nobody cancels what is disposed.
            batch.Dispose();
        }
    }

    private void RunPart(RunningBatch batch, List<BatchItem> part)
    {
        try
        {
            float[][] results = batch.Model.Run(part.ConvertAll(item => item.Sequence), batch.Abandoned);
            for (int i = 0; i < part.Count; i++)
                part[i].Request.Complete(part[i], results[i]);
        }
        catch (OperationCanceledException) when (batch.Abandoned.IsCancellationRequested)
        {
            // Every caller of these rows has ended already.
        }
        catch (DeviceMemoryException error) when (part.Count > 1)
        {
            int tokens = RunningBatch.Padded(part);
            bool isSmaller;
            lock (_lock)
                isSmaller = _queue.HalveTokens(tokens);
            if (isSmaller)
                _report($"{Name} ran out of memory at {part.Count} texts, its batches get {tokens / 2} tokens: {error.Message}");
            RunHalves(batch, part);
        }
        catch (ModelException error) when (error.Fault == ModelFault.Corrupt && part.Count > 1)
        {
            // One text may be to blame: the others get their results.
            RunHalves(batch, part);
        }
        // The thread's boundary: whatever a device throws belongs to those who wait, and the next batch may do better.
        catch (Exception error)
        {
            part.ForEach(item => item.Request.Fail(error));
        }
    }

    private void RunHalves(RunningBatch batch, List<BatchItem> part)
    {
        int half = part.Count / 2;
        RunPart(batch, part[..half]);
        RunPart(batch, part[half..]);
    }
}
