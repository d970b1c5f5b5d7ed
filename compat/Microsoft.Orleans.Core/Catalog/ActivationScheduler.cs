namespace Orleans.Runtime;

/// <summary>Runs the turns of one activation one after another on the thread pool. It is the current task scheduler of grain code, so that
/// what follows an await returns here; Task.Run and ConfigureAwait(false) leave it.</summary>
internal sealed class ActivationScheduler(ActivationData activation, TimeSpan quantum)
    : TaskScheduler,
        IWorkItemScheduler,
        IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly Queue<Task> _tasks = new();
    private bool _isRunning;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Starts work as a turn, without the caller's ambient values.</summary>
    public void Start(Action<object?> work, object? state)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = Task.Factory.StartNew(work, state, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
            return;
        }

        using (ExecutionContext.SuppressFlow())
            _ = Task.Factory.StartNew(work, state, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
    }

    void IWorkItemScheduler.QueueAction(Action action) => Start(static state => ((Action)state!)(), action);

    void IWorkItemScheduler.QueueAction(Action<object> action, object state) => Start(action!, state);

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    void IThreadPoolWorkItem.Execute()
    {
        long started = Environment.TickCount64;
        IGrainContext? previous = RuntimeContext.Current;
        RuntimeContext.Current = activation;
        try
        {
            while (true)
            {
                Task? task;
                lock (_lock)
                {
                    if (!_tasks.TryDequeue(out task))
                    {
                        _isRunning = false;
                        return;
                    }
                }

                TryExecuteTask(task);
                if (Environment.TickCount64 - started < quantum.TotalMilliseconds)
                    continue;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
        }
        finally
        {
            RuntimeContext.Current = previous;
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_lock)
        {
            _tasks.Enqueue(task);
            if (_isRunning)
                return;
            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued
        && ReferenceEquals(RuntimeContext.Current, activation)
        && ReferenceEquals(Current, this)
        && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_lock)
            return [.. _tasks];
    }
}
