using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Collections;

namespace RagCluster.Grains.Tests.Collections;

/// <summary>How the steps of a change of model are taken one after the other, and again.</summary>
public sealed class ModelChangeWorkTests
{
    private readonly HastyTime _time = new();

    [Fact]
    public async Task Steps_AreTakenUntilNoneIsLeft()
    {
        TaskCompletionSource ended = new();
        int steps = 0;
        ModelChangeWork work = Work(
            (_, _) =>
            {
                if (++steps < 4)
                    return Task.FromResult(true);
                ended.SetResult();
                return Task.FromResult(false);
            }
        );
        work.Resume("j");
        await ended.Task;
        await work.StopAllAsync();
        Assert.Equal(4, steps);
        Assert.Empty(_time.Pauses);
    }

    [Fact]
    public async Task AStepThatFails_IsTriedAgainAfterPausesThatGrow_UntilItIsTaken()
    {
        TaskCompletionSource ended = new();
        int tries = 0;
        ModelChangeWork work = Work(
            async (_, _) =>
            {
                await Task.Yield();
                tries++;
                if (tries is < 8 or 9)
                    throw new IOException("disk");
                if (tries == 8)
                    return true;
                ended.SetResult();
                return false;
            }
        );
        work.Resume("j");
        await ended.Task;
        await work.StopAllAsync();
        Assert.Equal((double[])[1, 2, 4, 8, 16, 30, 30, 1], _time.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task WorkThatRuns_IsNotBegunTwice_AndBeginsAgainOnceStopped()
    {
        List<string> begun = [];
        ModelChangeWork work = Work(
            async (job, token) =>
            {
                begun.Add(job);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return true;
            }
        );
        work.Resume("a");
        work.Resume("a");
        work.Resume("b");
        Assert.Equal(["a", "b"], begun);
        await work.StopAsync("a");
        await work.StopAsync("a");
        work.Resume("a");
        Assert.Equal(["a", "b", "a"], begun);
        await work.StopAllAsync();
    }

    private ModelChangeWork Work(Func<string, CancellationToken, Task<bool>> advance) =>
        new(new CollectionId("t", "c"), advance, _time, NullLogger.Instance);

    /// <summary>A clock whose pauses end at once and are noted.</summary>
    private sealed class HastyTime : TimeProvider
    {
        internal ConcurrentQueue<TimeSpan> Pauses { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Enqueue(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
