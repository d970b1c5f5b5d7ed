namespace RagCluster.Planning.Tasks;

/// <summary>
/// Runs tasks that wait for each other. A task begins when all that it waits for are done, at most so many at once, the most important
/// first; after the group's cancellation, its deadline or the failure of what a task waits for it never begins. Runs once, and ends when
/// nothing runs any more. The tasks begin on the caller's scheduler, so an actor's turns stay its own; <see cref="Tasks"/> may be read from
/// anywhere.
/// </summary>
public sealed class TaskGroup
{
    private readonly IReadOnlyList<GroupTask> _tasks;
    private readonly TaskGraph _graph;
    private readonly TaskGroupOptions _options;
    private readonly TimeProvider _time;
    private readonly TaskReport[] _reports;
    private readonly PriorityQueue<int, (int Priority, int Task)> _ready = new();
    private readonly List<Task<Step>> _running = [];
    private readonly List<Task<Step>> _pausing = [];
    private readonly int[] _missing;
    private Exception? _failure;
    private long _began;
    private bool _hasBegun;

    /// <summary>A group that has not begun.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="options">How they are run.</param>
    /// <param name="time">The clock of deadlines and pauses.</param>
    /// <exception cref="ArgumentException">They can't be done: see <see cref="TaskGraph"/>.</exception>
    public TaskGroup(IReadOnlyList<GroupTask> tasks, TaskGroupOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1, nameof(options));
        _graph = new TaskGraph(tasks);
        _tasks = tasks;
        _options = options;
        _time = time;
        _reports = [.. tasks.Select(task => new TaskReport(task.Name, TaskState.Waiting))];
        _missing = [.. Enumerable.Range(0, tasks.Count).Select(task => _graph.After(task).Length)];
    }

    private enum StepKind
    {
        Attempt,
        Pause,
    }

    /// <summary>The tasks as they stand, in the order in which they were given.</summary>
    public IReadOnlyList<TaskReport> Tasks => [.. Enumerable.Range(0, _reports.Length).Select(task => Volatile.Read(ref _reports[task]))];

    /// <summary>Runs the tasks.</summary>
    /// <param name="cancellationToken">Cancels the group.</param>
    /// <returns>What became of them; a failed task is no exception.</returns>
    /// <exception cref="InvalidOperationException">It has run before.</exception>
    public async Task<TaskGroupResult> RunAsync(CancellationToken cancellationToken)
    {
        if (_hasBegun)
            throw new InvalidOperationException("A group runs once.");
        _hasBegun = true;
        _began = _time.GetTimestamp();
        using CancellationTokenSource late = _options.Deadline is { } deadline ? new(deadline, _time) : new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        foreach (int task in Enumerable.Range(0, _reports.Length).Where(task => _missing[task] == 0))
            Ready(task);
        while (true)
        {
            while (!stop.IsCancellationRequested && _running.Count < _options.Parallelism && _ready.TryDequeue(out int next, out _))
                _running.Add(AttemptAsync(next, stop.Token));
            if (_running.Count + _pausing.Count == 0)
                break;
            await EndOneAsync(stop);
        }

        foreach (int task in Enumerable.Range(0, _reports.Length).Where(task => !_reports[task].IsFinal))
            End(task, TaskState.Cancelled, _reports[task].Error);
        return new TaskGroupResult(Tasks, _failure, late.IsCancellationRequested && !cancellationToken.IsCancellationRequested);
    }

    private async Task EndOneAsync(CancellationTokenSource stop)
    {
        Task<Step> ended = await Task.WhenAny(_running.Concat(_pausing));
        _running.Remove(ended);
        _pausing.Remove(ended);
        Step step = await ended;
        if (step.Kind == StepKind.Pause)
            Ready(step.Task);
        else if (step.Error is null)
            Done(step.Task);
        else if (stop.IsCancellationRequested && step.Error is OperationCanceledException)
            End(step.Task, TaskState.Cancelled, null);
        else if (!stop.IsCancellationRequested && !step.IsLate && _tasks[step.Task].Retry.Allows(_reports[step.Task].Attempts, step.Error))
            _pausing.Add(PauseAsync(step.Task, step.Error, stop.Token));
        else
            await FailAsync(step.Task, step.Error, stop);
    }

    // What goes wrong is the task's outcome: it is kept, and thrown by whoever asks the result.
    private async Task<Step> AttemptAsync(int task, CancellationToken stop)
    {
        GroupTask work = _tasks[task];
        TimeSpan? left = work.Deadline - _time.GetElapsedTime(_began);
        if (left <= TimeSpan.Zero)
            return new Step(StepKind.Attempt, task, Late(work), true);
        TaskReport report = _reports[task];
        Report(
            task,
            report with
            {
                State = TaskState.Running,
                Attempts = report.Attempts + 1,
                BeganAt = report.BeganAt ?? _time.GetUtcNow(),
                Error = null,
            }
        );
        using CancellationTokenSource late = left is { } rest ? new(rest, _time) : new();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            await work.Work(either.Token);
            return new Step(StepKind.Attempt, task, null, false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return new Step(StepKind.Attempt, task, Late(work), true);
        }
        catch (Exception error)
        {
            return new Step(StepKind.Attempt, task, error, false);
        }
    }

    private async Task<Step> PauseAsync(int task, Exception error, CancellationToken stop)
    {
        Report(task, _reports[task] with { State = TaskState.Waiting, Error = error });
        await Task.Delay(_tasks[task].Retry.PauseAfter(_reports[task].Attempts), _time, stop)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return new Step(StepKind.Pause, task, null, false);
    }

    private void Done(int task)
    {
        End(task, TaskState.Done, null);
        foreach (int dependent in _graph.Dependents(task))
        {
            if (--_missing[dependent] == 0 && !_reports[dependent].IsFinal)
                Ready(dependent);
        }
    }

    private async Task FailAsync(int task, Exception error, CancellationTokenSource stop)
    {
        _failure ??= error;
        End(task, TaskState.Failed, error);
        Stack<int> after = new([task]);
        while (after.TryPop(out int failed))
        {
            foreach (int dependent in _graph.Dependents(failed))
            {
                if (_reports[dependent].IsFinal)
                    continue;
                End(dependent, TaskState.Skipped, null);
                after.Push(dependent);
            }
        }

        if (_options.CancelsOnFailure)
            await stop.CancelAsync();
    }

    // The queue gives the least first.
    private void Ready(int task) => _ready.Enqueue(task, (-_graph.Priority(task), task));

    private void End(int task, TaskState state, Exception? error)
    {
        TaskReport report = _reports[task];
        Report(task, report with { State = state, Error = error, Took = report.BeganAt is { } began ? _time.GetUtcNow() - began : null });
    }

    private void Report(int task, TaskReport report) => Volatile.Write(ref _reports[task], report);

    private static TimeoutException Late(GroupTask task) =>
        new($"The task '{task.Name}' was not done by its deadline, {task.Deadline} after the group's start.");

    private readonly record struct Step(StepKind Kind, int Task, Exception? Error, bool IsLate);
}
