namespace RagCluster.Text.Reading.Isolation;

/// <summary>
/// What a worker was handed over and has not answered, in the order in which it reads. Not safe for concurrent use: the pool's lock guards
/// it.
/// </summary>
/// <param name="worker">The worker.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkerLoad(WorkerProcess worker, TimeProvider time)
{
    private const int FilesMax = 64;
    private const long BytesMax = 128 << 10;

    private readonly Queue<WorkItem> _files = new();
    private long _bytes;
    private WorkItem? _watched;
    private ProcessWatch? _watch;

    /// <summary>The worker.</summary>
    internal WorkerProcess Worker => worker;

    /// <summary>How many files it has to read.</summary>
    internal int Count => _files.Count;

    /// <summary>The file that it reads.</summary>
    internal WorkItem? First => _files.TryPeek(out WorkItem? first) ? first : null;

    /// <summary>How many files it has read.</summary>
    internal int FilesRead { get; private set; }

    /// <summary>When it took up the file that it reads, or had nothing left to read.</summary>
    internal long Since { get; private set; } = time.GetTimestamp();

    /// <summary>Whether it reads in a place for slow documents, and nothing after the file that it reads.</summary>
    internal bool IsSlow { get; private set; }

    /// <summary>Whether it gets no further files, because it has read so much or was started for one.</summary>
    internal bool IsSpent { get; set; }

    /// <summary>
    /// Whether the file that it reads holds those behind it up. They wait again then, for any worker; who reads one first answers it.
    /// </summary>
    internal bool IsStalled { get; private set; }

    /// <summary>Whether it is over: the worker is ended, or will be by whoever set this.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Whether a file may be handed over behind those that it has.</summary>
    /// <param name="item">The file; one that may be read by a process which has read others.</param>
    internal bool HasRoomFor(WorkItem item) =>
        !IsSpent
        && (
            _files.Count == 0
            // The first file of a process is handed over by itself: it takes longest.
            || (
                FilesRead > 0
                && !IsStalled
                && !item.IsSingle
                && !_files.Peek().IsSingle
                && _files.Count < FilesMax
                && _bytes + item.Bytes <= BytesMax
            )
        );

    /// <summary>Hands a file over.</summary>
    /// <returns>Whether the caller has to call <see cref="WorkerProcess.Send"/>.</returns>
    internal bool Add(WorkItem item)
    {
        if (_files.Count == 0)
            Since = time.GetTimestamp();
        _files.Enqueue(item);
        _bytes += item.Bytes;
        return worker.Post(item.Request);
    }

    /// <summary>Takes the file that was answered.</summary>
    internal WorkItem Take()
    {
        WorkItem item = _files.Dequeue();
        _bytes -= item.Bytes;
        FilesRead++;
        Since = time.GetTimestamp();
        IsStalled = false;
        return item;
    }

    /// <summary>What it was handed over behind the file that it reads, for others to read; once for each file that it reads.</summary>
    internal WorkItem[] Stall()
    {
        if (IsStalled)
            return [];
        IsStalled = true;
        return [.. _files.Skip(1)];
    }

    /// <summary>Moves to a place for slow documents and forgets what it was handed over behind the file that it reads.</summary>
    internal void GoSlow()
    {
        IsSlow = true;
        if (!_files.TryDequeue(out WorkItem? first))
            return;
        _files.Clear();
        _files.Enqueue(first);
        _bytes = first.Bytes;
    }

    /// <summary>Takes all that it has.</summary>
    internal WorkItem[] TakeAll()
    {
        WorkItem[] all = [.. _files];
        _files.Clear();
        return all;
    }

    /// <summary>The watch over the file that it reads, from the second look at it; most files are read before the first.</summary>
    internal ProcessWatch? Watch(ProcessLimits limits)
    {
        if (First is not { } first)
            return null;
        if (first == _watched)
            return _watch;
        _watched = first;
        _watch = new ProcessWatch(worker.Process, first.Bytes, limits, time, Since);
        return null;
    }
}
