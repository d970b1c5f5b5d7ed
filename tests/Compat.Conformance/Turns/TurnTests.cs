using Orleans.Concurrency;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Turns;

/// <summary>One call at a time, unless it says that it may interleave.</summary>
[Collection(ClusterTests.Name)]
public sealed class TurnTests(ClusterFixture fixture)
{
    public interface ITurnGrain : IGrainWithStringKey
    {
        Task Hold(string gate);

        [ReadOnly]
        Task HoldReadOnly(string gate);

        [ReadOnly]
        Task<int> PingReadOnly();

        [AlwaysInterleave]
        Task<int> PingInterleaved();

        Task<int> Ping();

        Task<int> CountWithGap();

        Task<bool> StaysOnTurnAfterAwait();

        Task<bool> TaskRunEscapes();

        Task<bool> ConfigureAwaitFalseEscapes();
    }

    public sealed class TurnGrain : Grain, ITurnGrain
    {
        private int _count;
        private int _running;

        public Task Hold(string gate) => Gate.Named(gate).PassAsync();

        public Task HoldReadOnly(string gate) => Gate.Named(gate).PassAsync();

        public Task<int> PingReadOnly() => Task.FromResult(1);

        public Task<int> PingInterleaved() => Task.FromResult(2);

        public Task<int> Ping() => Task.FromResult(3);

        public async Task<int> CountWithGap()
        {
            if (Interlocked.Increment(ref _running) != 1)
                throw new InvalidOperationException("Two turns at once.");
            int before = _count;
            await Task.Yield();
            _count = before + 1;
            Interlocked.Decrement(ref _running);
            return _count;
        }

        public async Task<bool> StaysOnTurnAfterAwait()
        {
            TaskScheduler before = TaskScheduler.Current;
            await Task.Yield();
            await Task.Run(() => { });
            return ReferenceEquals(before, TaskScheduler.Current) && !ReferenceEquals(before, TaskScheduler.Default);
        }

        public async Task<bool> TaskRunEscapes() => await Task.Run(() => ReferenceEquals(TaskScheduler.Current, TaskScheduler.Default));

        public async Task<bool> ConfigureAwaitFalseEscapes()
        {
#pragma warning disable ORLEANS0014 // That it leaves the turn is what is tested.
            await Task.Run(() => Thread.Yield()).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
#pragma warning restore ORLEANS0014
            return ReferenceEquals(TaskScheduler.Current, TaskScheduler.Default);
        }
    }

    private ITurnGrain NewGrain() => fixture.Client.GetGrain<ITurnGrain>(Gate.NewName());

    [Fact]
    public async Task SecondCall_WaitsForTheFirst()
    {
        (ITurnGrain? grain, string? gate) = (NewGrain(), Gate.NewName());
        Task held = grain.Hold(gate);
        await Gate.Named(gate).Entered;
        Task<int> ping = grain.Ping();
        Assert.Equal(2, await grain.PingInterleaved());
        Assert.False(ping.IsCompleted);
        Gate.Named(gate).Open();
        await held;
        Assert.Equal(3, await ping);
    }

    [Fact]
    public async Task AlwaysInterleave_DoesNotWait()
    {
        (ITurnGrain? grain, string? gate) = (NewGrain(), Gate.NewName());
        Task held = grain.Hold(gate);
        await Gate.Named(gate).Entered;
        Assert.Equal(2, await grain.PingInterleaved());
        Assert.False(held.IsCompleted);
        Gate.Named(gate).Open();
        await held;
    }

    [Fact]
    public async Task ReadOnlyCalls_InterleaveWithEachOther()
    {
        (ITurnGrain? grain, string? gate) = (NewGrain(), Gate.NewName());
        Task held = grain.HoldReadOnly(gate);
        await Gate.Named(gate).Entered;
        Assert.Equal(1, await grain.PingReadOnly());
        Gate.Named(gate).Open();
        await held;
    }

    [Fact]
    public async Task ReadOnlyCall_WaitsForAWriter()
    {
        (ITurnGrain? grain, string? gate) = (NewGrain(), Gate.NewName());
        Task held = grain.Hold(gate);
        await Gate.Named(gate).Entered;
        Task<int> ping = grain.PingReadOnly();
        await grain.PingInterleaved();
        Assert.False(ping.IsCompleted);
        Gate.Named(gate).Open();
        await held;
        Assert.Equal(1, await ping);
    }

    [Fact]
    public async Task ThousandConcurrentCalls_NeverOverlap()
    {
        ITurnGrain grain = NewGrain();
        int[] results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => grain.CountWithGap()));
        Assert.Equal(Enumerable.Range(1, 1000), results.Order());
    }

    [Fact]
    public async Task Await_ReturnsToTheTurn() => Assert.True(await NewGrain().StaysOnTurnAfterAwait());

    [Fact]
    public async Task TaskRun_LeavesTheTurn() => Assert.True(await NewGrain().TaskRunEscapes());

    [Fact]
    public async Task ConfigureAwaitWithoutContext_LeavesTheTurn() => Assert.True(await NewGrain().ConfigureAwaitFalseEscapes());
}
