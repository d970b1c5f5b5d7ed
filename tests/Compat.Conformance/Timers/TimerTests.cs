using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Timers;

/// <summary>Timers tick in the grain's turns and end with it.</summary>
[Collection(ClusterTests.Name)]
public sealed class TimerTests(ClusterFixture fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    public interface ITimedGrain : IGrainWithStringKey
    {
        Task StartRepeating(string gate);

        Task StartOnce(string gate);

        Task StartInfinite(string gate);

        Task Postpone();

        Task HoldWithTimer(string gate, bool interleave, string tick);

        Task StartHolding(string gate);

        Task<int> CountTicks();

        Task Stop();

        Task Leave();
    }

    public sealed class TimedGrain : Grain, ITimedGrain
    {
        private IGrainTimer? _timer;
        private int _ticks;

        public Task StartRepeating(string gate)
        {
            _timer = this.RegisterGrainTimer(
                (name, _) =>
                {
                    if (++_ticks == 3)
                        Gate.Named(name).Mark();
                    return Task.CompletedTask;
                },
                gate,
                new GrainTimerCreationOptions { DueTime = Soon, Period = Soon }
            );
            return Task.CompletedTask;
        }

        public Task StartOnce(string gate)
        {
            _timer = this.RegisterGrainTimer(() => Tick(gate), Soon, Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        }

        public Task StartInfinite(string gate)
        {
            _timer = this.RegisterGrainTimer(() => Tick(gate), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        }

        public Task Postpone()
        {
            _timer!.Change(Soon, Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        }

        public async Task HoldWithTimer(string gate, bool interleave, string tick)
        {
            _timer = this.RegisterGrainTimer(
                () => Tick(tick),
                new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = interleave }
            );
            await Gate.Named(gate).PassAsync();
        }

        public Task StartHolding(string gate)
        {
            _timer = this.RegisterGrainTimer(
                async token =>
                {
                    try
                    {
                        await Gate.Named(gate).PassAsync(token);
                    }
                    catch (OperationCanceledException)
                    {
                        Gate.Named(gate + "/cancelled").Mark();
                    }
                },
                new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true }
            );
            return Task.CompletedTask;
        }

        public Task<int> CountTicks() => Task.FromResult(_ticks);

        public Task Stop()
        {
            _timer!.Dispose();
            return Task.CompletedTask;
        }

        public Task Leave()
        {
            DeactivateOnIdle();
            return Task.CompletedTask;
        }

        private Task Tick(string gate)
        {
            _ticks++;
            Gate.Named(gate).Mark();
            return Task.CompletedTask;
        }
    }

    private ITimedGrain NewGrain() => fixture.Client.GetGrain<ITimedGrain>(Gate.NewName());

    [Fact]
    public async Task Timer_TicksAgainAndAgain()
    {
        string gate = Gate.NewName();
        await NewGrain().StartRepeating(gate);
        await Gate.Named(gate).Entered;
    }

    [Fact]
    public async Task TimerWithoutPeriod_TicksOnce()
    {
        (ITimedGrain? grain, string? gate) = (NewGrain(), Gate.NewName());
        await grain.StartOnce(gate);
        await Gate.Named(gate).Entered;
        Assert.Equal(1, await grain.CountTicks());
    }

    [Fact]
    public async Task ChangedTimer_TicksAtTheNewTime()
    {
        (ITimedGrain? grain, string? gate) = (NewGrain(), Gate.NewName());
        await grain.StartInfinite(gate);
        Assert.Equal(0, await grain.CountTicks());
        await grain.Postpone();
        await Gate.Named(gate).Entered;
    }

    [Fact]
    public async Task Tick_WaitsForTheRunningCall()
    {
        (ITimedGrain? grain, string? gate, string? tick) = (NewGrain(), Gate.NewName(), Gate.NewName());
        Task held = grain.HoldWithTimer(gate, false, tick);
        await Gate.Named(gate).Entered;
        Assert.Equal(0, Gate.Named(tick).Entries);
        Gate.Named(gate).Open();
        await held;
        await Gate.Named(tick).Entered;
    }

    [Fact]
    public async Task InterleavingTick_DoesNotWait()
    {
        (ITimedGrain? grain, string? gate, string? tick) = (NewGrain(), Gate.NewName(), Gate.NewName());
        Task held = grain.HoldWithTimer(gate, true, tick);
        await Gate.Named(tick).Entered;
        Assert.False(held.IsCompleted);
        Gate.Named(gate).Open();
        await held;
    }

    [Fact]
    public async Task DisposedTimer_CancelsItsTick()
    {
        (ITimedGrain? grain, string? gate) = (NewGrain(), Gate.NewName());
        await grain.StartHolding(gate);
        await Gate.Named(gate).Entered;
        await grain.Stop();
        await Gate.Named(gate + "/cancelled").Entered;
    }
}
