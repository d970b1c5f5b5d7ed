using RagCluster.Caching.Recent;
using RagCluster.Caching.Tests.Eviction;

namespace RagCluster.Caching.Tests.Recent;

/// <summary>A value is asked for as seldom as may be, and never told when it is old.</summary>
public sealed class RecentValueTests
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UsableFor = TimeSpan.FromSeconds(3);
    private readonly ManualTime _time = new();
    private readonly Queue<TaskCompletionSource<int>> _asked = new();

    [Fact]
    public async Task Fresh_IsReturnedWithoutAsking()
    {
        RecentValue<int> value = Value();
        Task<int> first = value.GetAsync(default);
        Task<int> second = value.GetAsync(default);
        Assert.False(first.IsCompleted || second.IsCompleted);
        Assert.Single(_asked);
        _asked.Dequeue().SetResult(1);
        Assert.Equal((1, 1), (await first, await second));
        _time.Advance(FreshFor - TimeSpan.FromTicks(1));
        Assert.Equal(1, await value.GetAsync(default));
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Stale_IsReturnedAtOnce_AndAskedForOnce()
    {
        RecentValue<int> value = Value();
        Task<int> first = value.GetAsync(default);
        _asked.Dequeue().SetResult(1);
        await first;
        _time.Advance(FreshFor);
        Assert.Equal((1, 1), (await value.GetAsync(default), await value.GetAsync(default)));
        Assert.Single(_asked);
        _asked.Dequeue().SetResult(2);
        // The answer is taken in by whichever thread has it.
        while (await value.GetAsync(default) != 2)
            await Task.Yield();
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Old_IsNeverReturned_ThoughNoOtherComes()
    {
        RecentValue<int> value = Value();
        Task<int> first = value.GetAsync(default);
        _asked.Dequeue().SetResult(1);
        await first;
        _time.Advance(FreshFor);
        await value.GetAsync(default);
        // Asked for, and no answer comes.
        _time.Advance(UsableFor - FreshFor);
        Task<int> late = value.GetAsync(default);
        Assert.False(late.IsCompleted);
        using CancellationTokenSource given = new();
        Task<int> impatient = value.GetAsync(given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(late.IsCompleted);
        Assert.Single(_asked);
        _asked.Dequeue().SetResult(3);
        Assert.Equal(3, await late);
    }

    [Fact]
    public async Task ValueThatWasLongInComing_IsAsOldAsItsQuestion()
    {
        RecentValue<int> value = Value();
        Task<int> first = value.GetAsync(default);
        _time.Advance(UsableFor);
        _asked.Dequeue().SetResult(1);
        Assert.Equal(1, await first);
        Task<int> second = value.GetAsync(default);
        Assert.False(second.IsCompleted);
        _asked.Dequeue().SetResult(2);
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task Failure_IsThrown_AndNotStored()
    {
        RecentValue<int> value = Value();
        Task<int> first = value.GetAsync(default);
        _asked.Dequeue().SetException(new IOException("away"));
        await Assert.ThrowsAsync<IOException>(() => first);
        Task<int> second = value.GetAsync(default);
        _asked.Dequeue().SetResult(2);
        Assert.Equal(2, await second);
    }

    private RecentValue<int> Value() =>
        new(
            () =>
            {
                TaskCompletionSource<int> asked = new();
                _asked.Enqueue(asked);
                return asked.Task;
            },
            FreshFor,
            UsableFor,
            _time
        );
}
