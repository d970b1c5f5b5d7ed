using RagCluster.Planning.Tasks;
using RagCluster.TestKit;

namespace RagCluster.Planning.Tests.Tasks;

public sealed class TaskGroupTests
{
    private static readonly TaskRetry Twice = new(2, TimeSpan.FromMilliseconds(1), error => error is IOException);

    private readonly List<string> _begun = [];

    [Fact]
    public async Task Tasks_RunAfterWhatTheyWaitFor_AndSayWhenAndHowOften()
    {
        TaskGroupResult result = await RunAsync(new TaskGroupOptions(), Does("c", "a", "b"), Does("a"), Does("b", "a"));
        Assert.Equal(["a", "b", "c"], _begun);
        Assert.True(result.IsDone);
        Assert.All(
            result.Tasks,
            task =>
                Assert.Equal(
                    (TaskState.Done, 1, true, true),
                    (task.State, task.Attempts, task.BeganAt is not null, task.Took >= TimeSpan.Zero)
                )
        );
        result.ThrowUnlessDone(CancellationToken.None);
    }

    [Fact]
    public async Task OfThoseThatCouldBegin_TheMostImportantDoes()
    {
        await RunAsync(
            new TaskGroupOptions { Parallelism = 1 },
            Does("first"),
            Does("low") with
            {
                Priority = -1,
            },
            Does("leads to high"),
            Does("high", "leads to high") with
            {
                Priority = 5,
            }
        );
        Assert.Equal(["leads to high", "high", "first", "low"], _begun);
    }

    [Fact]
    public async Task AFailedAttempt_IsRepeatedAsOftenAsItIsWorthIt()
    {
        int left = 2;
        TaskGroupResult result = await RunAsync(
            new TaskGroupOptions(),
            Does("a", () => left-- > 0 ? throw new IOException("away") : 0) with
            {
                Retry = Twice,
            }
        );
        Assert.Equal((TaskState.Done, 3, null), (result.Tasks[0].State, result.Tasks[0].Attempts, result.Tasks[0].Error));

        result = await RunAsync(new TaskGroupOptions(), Does("a", () => throw new IOException("away")) with { Retry = Twice });
        Assert.Equal((TaskState.Failed, 3), (result.Tasks[0].State, result.Tasks[0].Attempts));

        result = await RunAsync(new TaskGroupOptions(), Does("a", () => throw new FormatException("never")) with { Retry = Twice });
        Assert.Equal((TaskState.Failed, 1), (result.Tasks[0].State, result.Tasks[0].Attempts));
        Assert.Throws<FormatException>(() => result.ThrowUnlessDone(CancellationToken.None));
    }

    [Fact]
    public async Task WhatWaitsForAFailedTask_IsSkipped_AndTheRestIsDone()
    {
        TaskGroupResult result = await RunAsync(
            new TaskGroupOptions(),
            Does("bad", () => throw new IOException("away")),
            Does("after", "bad"),
            Does("later", "after", "good"),
            Does("good")
        );
        Assert.Equal([TaskState.Failed, TaskState.Skipped, TaskState.Skipped, TaskState.Done], result.Tasks.Select(task => task.State));
        Assert.Equal("away", result.Failure!.Message);
    }

    [Fact]
    public async Task WhereAFailureCancelsTheGroup_WhatRunsIsCancelledAndNothingBegins()
    {
        TaskCompletionSource isRunning = new();
        TaskGroupResult result = await RunAsync(
            new TaskGroupOptions { CancelsOnFailure = true, Parallelism = 2 },
            Waits("endless", isRunning),
            new GroupTask(
                "bad",
                async token =>
                {
                    await isRunning.Task.WaitAsync(token);
                    throw new IOException("away");
                }
            ),
            Does("other")
        );
        Assert.Equal([TaskState.Cancelled, TaskState.Failed, TaskState.Cancelled], result.Tasks.Select(task => task.State));
        Assert.DoesNotContain("other", _begun);
        Assert.Throws<IOException>(() => result.ThrowUnlessDone(CancellationToken.None));
    }

    [Fact]
    public async Task ACancelledGroup_EndsWhenNothingRunsAnyMore()
    {
        TaskCompletionSource isRunning = new();
        using CancellationTokenSource stop = new();
        TaskGroup group = new([Waits("endless", isRunning), Does("after", "endless")], new TaskGroupOptions(), TimeProvider.System);
        Task<TaskGroupResult> run = group.RunAsync(stop.Token);
        await isRunning.Task;
        Assert.Equal([TaskState.Running, TaskState.Waiting], group.Tasks.Select(task => task.State));
        await stop.CancelAsync();
        TaskGroupResult result = await run.WaitAsync(TestPatience.Max);
        Assert.Equal([TaskState.Cancelled, TaskState.Cancelled], result.Tasks.Select(task => task.State));
        Assert.Empty(_begun);
        Assert.Throws<OperationCanceledException>(() => result.ThrowUnlessDone(stop.Token));
    }

    [Fact]
    public async Task ATaskThatMissesItsDeadline_HasFailed_AndIsNotRepeated()
    {
        HeldTimers time = new();
        GroupTask[] tasks =
        [
            Waits("slow", new TaskCompletionSource()) with
            {
                Deadline = TimeSpan.FromHours(1),
                Retry = new TaskRetry(5, TimeSpan.Zero, _ => true),
            },
            Does("after", "slow"),
            Does("too late") with
            {
                Deadline = TimeSpan.Zero,
            },
            Does("other"),
        ];
        TaskGroup group = new(tasks, new TaskGroupOptions(), time);
        TaskGroupResult result = await EndedAsync(group, time, () => group.Tasks[0].State == TaskState.Running);
        Assert.Equal([TaskState.Failed, TaskState.Skipped, TaskState.Failed, TaskState.Done], result.Tasks.Select(task => task.State));
        Assert.Equal([1, 0, 0, 1], result.Tasks.Select(task => task.Attempts));
        Assert.IsType<TimeoutException>(result.Tasks[0].Error);
        Assert.Equal(["other"], _begun);
    }

    [Fact]
    public async Task AGroupThatMissesItsDeadline_IsCancelled_AlsoWhileItWaitsForAnAttempt()
    {
        HeldTimers time = new();
        GroupTask bad = Does("bad", () => throw new IOException("away")) with
        {
            Retry = new TaskRetry(1, TimeSpan.FromHours(1), _ => true),
        };
        TaskGroup group = new([bad], new TaskGroupOptions { Deadline = TimeSpan.FromHours(1) }, time);
        TaskGroupResult result = await EndedAsync(group, time, () => group.Tasks[0].Error is not null);
        Assert.Equal((TaskState.Cancelled, 1, true), (result.Tasks[0].State, result.Tasks[0].Attempts, result.IsLate));
        Assert.Throws<TimeoutException>(() => result.ThrowUnlessDone(CancellationToken.None));
    }

    [Fact]
    public async Task AGroup_RunsOnce()
    {
        TaskGroup group = new([Does("a")], new TaskGroupOptions(), TimeProvider.System);
        await group.RunAsync(CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => group.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task AnOutput_IsThereForWhoWaitsForItsTask()
    {
        GroupTask ask = TaskOutput<int>.Of("ask", _ => Task.FromResult(41), out TaskOutput<int> asked);
        GroupTask add = TaskOutput<int>.Of("add", _ => Task.FromResult(asked.Value + 1), out TaskOutput<int> sum) with { After = ["ask"] };
        Assert.Throws<InvalidOperationException>(() => asked.Value);
        await RunAsync(new TaskGroupOptions(), add, ask);
        Assert.Equal(42, sum.Value);
    }

    private static async Task<TaskGroupResult> RunAsync(TaskGroupOptions options, params GroupTask[] tasks) =>
        await new TaskGroup(tasks, options, TimeProvider.System).RunAsync(CancellationToken.None).WaitAsync(TestPatience.Max);

    private GroupTask Does(string name, params string[] after) => Does(name, () => 0) with { After = after };

    private GroupTask Does(string name, Func<int> what) =>
        new(
            name,
            async _ =>
            {
                _begun.Add(name);
                await Task.Yield();
                what();
            }
        );

    private static GroupTask Waits(string name, TaskCompletionSource isRunning) =>
        new(
            name,
            async token =>
            {
                isRunning.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        );

    // Lets the first deadline pass when it is time.
    private static async Task<TaskGroupResult> EndedAsync(TaskGroup group, HeldTimers time, Func<bool> isTime)
    {
        Task<TaskGroupResult> run = group.RunAsync(CancellationToken.None);
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (!isTime())
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
        time.FireFirst();
        return await run.WaitAsync(TestPatience.Max);
    }

    /// <summary>A clock whose timers end when a test says so.</summary>
    private sealed class HeldTimers : TimeProvider
    {
        private Action? _first;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _first ??= () => callback(state);
            return new Held();
        }

        internal void FireFirst() => _first!();

        private sealed class Held : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
