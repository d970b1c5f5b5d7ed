using RagCluster.Planning.Tasks;
using RagCluster.TestKit;

namespace RagCluster.Planning.Tests.Tasks;

/// <summary>What holds for every group: random graphs, failures, priorities, retries and cancellations, a seed for each.</summary>
public sealed class TaskGroupPropertyTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task EveryGroup_KeepsItsPromises(bool cancelsOnFailure, bool isCancelled)
    {
        for (int seed = 0; seed < 150; seed++)
        {
            using World world = new(seed);
            int parallelism = world.Random.Next(1, 5);
            TaskGroup group = new(
                world.Tasks,
                new TaskGroupOptions { Parallelism = parallelism, CancelsOnFailure = cancelsOnFailure },
                TimeProvider.System
            );
            if (isCancelled)
                world.CancelAfter = world.Random.Next(1, (2 * world.Tasks.Length) + 1);
            // As in an actor's turns: what is cancelled in one is seen in the next.
            TaskScheduler turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
            Task<TaskGroupResult> run = Task
                .Factory.StartNew(() => group.RunAsync(world.Stop.Token), CancellationToken.None, TaskCreationOptions.None, turns)
                .Unwrap();
            TaskGroupResult result = await run.WaitAsync(TestPatience.Max);
            Assert.All(world.Schedulers, scheduler => Assert.Same(turns, scheduler));
            world.Check(result, parallelism);
            if (!cancelsOnFailure && !isCancelled)
                world.CheckComplete(result);
        }
    }

    private sealed class World : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly List<(int Task, bool IsBegin)> _log = [];
        private readonly int[] _failures;
        private readonly int[] _retries;
        private readonly int[][] _after;
        private int _running;
        private int _runningMax;
        private int _logAtCancel = int.MaxValue;

        internal World(int seed)
        {
            Random = new Random(seed);
            int count = Random.Next(1, 14);
            // Numbers in a random order, so that a task may come in the list before one that it waits for.
            int[] places = [.. Enumerable.Range(0, count).OrderBy(_ => Random.Next())];
            _after = new int[count][];
            for (int i = 0; i < count; i++)
                _after[places[i]] = [.. places[..i].Where(_ => Random.NextDouble() < 0.3)];
            _retries = [.. Enumerable.Range(0, count).Select(_ => Random.Next(3))];
            _failures = [.. Enumerable.Range(0, count).Select(_ => Random.NextDouble() < 0.7 ? 0 : Random.Next(1, 4))];
            Tasks =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(task => new GroupTask($"{task}", token => WorkAsync(task, token))
                    {
                        After = [.. _after[task].Select(before => $"{before}")],
                        Priority = Random.Next(-2, 3),
                        Retry = new TaskRetry(_retries[task], TimeSpan.Zero, _ => true),
                    }),
            ];
        }

        internal Random Random { get; }

        internal GroupTask[] Tasks { get; }

        internal CancellationTokenSource Stop { get; } = new();

        internal List<TaskScheduler> Schedulers { get; } = [];

        internal int CancelAfter { get; set; } = int.MaxValue;

        public void Dispose() => Stop.Dispose();

        internal void Check(TaskGroupResult result, int parallelism)
        {
            Assert.Equal(0, _running);
            Assert.InRange(_runningMax, 0, parallelism);
            HashSet<int> done = [];
            for (int i = 0; i < _log.Count; i++)
            {
                (int task, bool isBegin) = _log[i];
                if (!isBegin)
                {
                    done.Add(task);
                    continue;
                }

                Assert.DoesNotContain(task, done);
                Assert.All(_after[task], before => Assert.Contains(before, done));
                Assert.True(i < _logAtCancel, "A task began after the group's cancellation.");
            }

            for (int task = 0; task < Tasks.Length; task++)
            {
                TaskReport report = result.Tasks[task];
                Assert.True(report.IsFinal);
                Assert.Equal(_log.Count(entry => entry == (task, true)), report.Attempts);
                Assert.InRange(report.Attempts, 0, 1 + _retries[task]);
                Assert.Equal(done.Contains(task), report.State == TaskState.Done);
                Assert.Equal(report.Attempts > 0, report.BeganAt is not null);
                if (report.State == TaskState.Skipped)
                    Assert.Contains(_after[task], before => result.Tasks[before].State is TaskState.Failed or TaskState.Skipped);
            }
        }

        // Nothing cancels it: a task fails exactly when it fails more often than it is repeated, and is left out exactly when it waits for
        // such.
        internal void CheckComplete(TaskGroupResult result)
        {
            bool Fails(int task) => _failures[task] > _retries[task];
            bool IsLeftOut(int task) => _after[task].Any(before => Fails(before) || IsLeftOut(before));
            Assert.Equal(
                Enumerable
                    .Range(0, Tasks.Length)
                    .Select(task =>
                        IsLeftOut(task) ? TaskState.Skipped
                        : Fails(task) ? TaskState.Failed
                        : TaskState.Done
                    ),
                result.Tasks.Select(task => task.State)
            );
        }

        private async Task CancelAsync()
        {
            await Stop.CancelAsync();
            lock (_gate)
            {
                _logAtCancel = Math.Min(_logAtCancel, _log.Count);
            }
        }

        private async Task WorkAsync(int task, CancellationToken token)
        {
            bool isFailing;
            bool isCancelling;
            lock (_gate)
            {
                _log.Add((task, true));
                Schedulers.Add(TaskScheduler.Current);
                _runningMax = Math.Max(_runningMax, ++_running);
                isFailing = _failures[task] >= _log.Count(entry => entry == (task, true));
                isCancelling = _log.Count >= CancelAfter;
                // Once: a second call would return before the first has told everybody.
                CancelAfter = isCancelling ? int.MaxValue : CancelAfter;
            }

            try
            {
                if (isCancelling)
                    await CancelAsync();
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                if (isFailing)
                    throw new IOException($"{task} fails");
                lock (_gate)
                {
                    _log.Add((task, false));
                }
            }
            finally
            {
                lock (_gate)
                {
                    _running--;
                }
            }
        }
    }
}
