namespace RagCluster.Text.Reading.Isolation;

/// <summary>
/// Which worker gets which file, and when there should be another one. Not safe for concurrent use: the pool's lock guards it. Nothing is
/// waited for here; what is to be done is returned.
/// <para>
/// What a small file costs beyond its parsing is that processes wake each other. So files go to a worker that is busy already, as long as
/// few wait there; a further worker is started once files have waited for <see cref="PatienceMax"/>, up to one for each processor, and
/// beyond that only where every worker reads a file that takes long.
/// </para>
/// </summary>
/// <param name="processesMax">Processes at once beside those in places for slow documents.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkerRoster(int processesMax, TimeProvider time)
{
    /// <summary>Larger files are read by a process of their own, which may take more memory.</summary>
    internal const long SharedBytesMax = 1 << 20;

    // With so many files at the busy workers an idle one is woken.
    private const int BusyFilesMax = 8;

    private readonly LinkedList<WorkItem> _waiting = [];

    // Files that get a new process of their own.
    private readonly LinkedList<WorkItem> _waitingAlone = [];
    private readonly List<WorkerLoad> _quick = [];
    private readonly List<WorkerLoad> _slow = [];
    private int _starting;
    private bool _isChecked;
    private bool _isGrowing;

    // Where no file takes long.
    private int Enough => Math.Min(processesMax, Environment.ProcessorCount);

    /// <summary>How long files wait before another worker is started for them: as long as a hundred of them take.</summary>
    internal static TimeSpan PatienceMax { get; } = TimeSpan.FromMilliseconds(5);

    /// <summary>All loads that are not over.</summary>
    internal IEnumerable<WorkerLoad> Loads => _quick.Concat(_slow);

    /// <summary>Has a file wait for a worker.</summary>
    internal void Wait(WorkItem item, bool isFirst)
    {
        LinkedList<WorkItem> line = item.IsAlone || item.Bytes > SharedBytesMax ? _waitingAlone : _waiting;
        item.WaitsSince = time.GetTimestamp();
        if (isFirst)
            line.AddFirst(item);
        else
            line.AddLast(item);
    }

    /// <summary>Has files wait before all others, in their order.</summary>
    internal void WaitFirst(ReadOnlySpan<WorkItem> items)
    {
        for (int i = items.Length - 1; i >= 0; i--)
            if (!items[i].IsOver)
                Wait(items[i], isFirst: true);
    }

    /// <summary>A worker has started; it stands in no place for slow documents.</summary>
    /// <param name="load">The worker, or null when it could not be started.</param>
    internal void Started(WorkerLoad? load)
    {
        _starting--;
        if (load is not null)
            _quick.Add(load);
    }

    /// <summary>A worker has started in a place for slow documents.</summary>
    internal void StartedSlow(WorkerLoad load) => _slow.Add(load);

    /// <summary>Moves a load to a place for slow documents: nothing after the file that it reads is read there.</summary>
    internal void GoSlow(WorkerLoad load)
    {
        _quick.Remove(load);
        _slow.Add(load);
        load.GoSlow();
    }

    /// <summary>Ends a load. Whoever does has to let its worker go, and to see to its files.</summary>
    internal void End(WorkerLoad load)
    {
        load.IsOver = true;
        _quick.Remove(load);
        _slow.Remove(load);
    }

    /// <summary>The files that are read have been checked.</summary>
    internal void Checked() => _isChecked = false;

    /// <summary>Files have waited for long enough for another worker.</summary>
    internal void Grown() => _isGrowing = false;

    /// <summary>The file that waits longest for any worker.</summary>
    internal WorkItem? FirstWaiting() => FirstOf(_waiting);

    /// <summary>Takes everything that waits or is read, and ends all loads.</summary>
    internal (List<WorkItem> Files, List<WorkerLoad> Loads) Clear()
    {
        List<WorkerLoad> loads = [.. Loads];
        List<WorkItem> files = [.. _waiting, .. _waitingAlone, .. loads.SelectMany(load => load.TakeAll())];
        loads.ForEach(End);
        _waiting.Clear();
        _waitingAlone.Clear();
        return (files, loads);
    }

    /// <summary>Ends the loads of workers that have had nothing to read for some time.</summary>
    internal List<WorkerLoad> Trim(TimeSpan idleMax)
    {
        List<WorkerLoad> idle = _quick.FindAll(load => load.Count == 0 && (load.IsSpent || time.GetElapsedTime(load.Since) > idleMax));
        idle.ForEach(End);
        return idle;
    }

    /// <summary>Hands over what waits to the workers that have room, and sees to it that there are enough.</summary>
    internal WorkerOrders HandOver()
    {
        List<WorkerProcess>? senders = null;
        List<WorkItem?>? starts = null;
        List<WorkerLoad>? ended = null;
        while (FirstOf(_waitingAlone) is { } item && HasPlace(ref ended))
        {
            _waitingAlone.RemoveFirst();
            _starting++;
            (starts ??= []).Add(item);
        }

        while (FirstOf(_waiting) is { } item && Choose(item) is { } load)
        {
            _waiting.RemoveFirst();
            if (load.Add(item))
                (senders ??= []).Add(load.Worker);
        }

        bool growsSoon = false;
        if (_waiting.Count > 0 && _starting == 0)
        {
            if (NeedsAnother())
            {
                _starting++;
                (starts ??= []).Add(null);
            }
            else if (!_isGrowing && _quick.Count < Enough)
                growsSoon = _isGrowing = true;
        }

        bool checksSoon = !_isChecked && (_slow.Count > 0 || _quick.Exists(load => load.Count > 0));
        _isChecked |= checksSoon;
        return new WorkerOrders(senders, starts, ended, checksSoon, growsSoon);
    }

    private static WorkItem? FirstOf(LinkedList<WorkItem> line)
    {
        while (line.First is { } node)
        {
            if (!node.Value.IsOver)
                return node.Value;
            line.RemoveFirst();
        }

        return null;
    }

    // An idle worker gives way to one that is started for a file.
    private bool HasPlace(ref List<WorkerLoad>? ended)
    {
        if (_quick.Count + _starting < processesMax)
            return true;
        if (_quick.Find(load => load.Count == 0) is not { } idle)
            return false;
        End(idle);
        (ended ??= []).Add(idle);
        return true;
    }

    // The busy worker with the fewest files; an idle one when those have many.
    private WorkerLoad? Choose(WorkItem item)
    {
        WorkerLoad? busy = null;
        WorkerLoad? idle = null;
        foreach (WorkerLoad load in _quick)
        {
            if (!load.HasRoomFor(item))
                continue;
            if (load.Count == 0)
                idle ??= load;
            else if (busy is null || load.Count < busy.Count)
                busy = load;
        }

        return busy is null || (idle is not null && busy.Count >= BusyFilesMax) ? idle ?? busy : busy;
    }

    private bool NeedsAnother() =>
        _quick.Count == 0
        || (
            time.GetElapsedTime(_waiting.First!.Value.WaitsSince) >= PatienceMax
            && _quick.Count < processesMax
            && (_quick.Count < Enough || _quick.TrueForAll(load => load.IsStalled))
        );
}
