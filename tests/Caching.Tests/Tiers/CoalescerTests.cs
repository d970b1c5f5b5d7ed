using RagCluster.Caching.Tiers;

namespace RagCluster.Caching.Tests.Tiers;

public sealed class CoalescerTests
{
    private readonly Coalescer<string, int> _coalescer = new();

    [Fact]
    public async Task ThousandEqualKeys_AreComputedOnce()
    {
        int computed = 0;
        TaskCompletionSource gate = new();
        Task<(int Value, bool IsShared)>[] callers =
        [
            .. Enumerable.Range(0, 1000).Select(_ => Task.Run(() => _coalescer.RunAsync("a", ComputeAsync, default))),
        ];
        await WaitUntilAllWaitAsync();
        gate.SetResult();
        (int Value, bool IsShared)[] values = await Task.WhenAll(callers);
        Assert.Equal(1, computed);
        Assert.All(values, value => Assert.Equal(42, value.Value));
        Assert.Equal(999, values.Count(value => value.IsShared));
        Assert.Equal(0, _coalescer.Count);

        async Task<int> ComputeAsync(CancellationToken token)
        {
            Interlocked.Increment(ref computed);
            await gate.Task;
            return 42;
        }

        async Task WaitUntilAllWaitAsync()
        {
            while (_coalescer.Waiting("a") < 1000)
                await Task.Yield();
        }
    }

    [Fact]
    public async Task CancelledCaller_LeavesTheOthersUndisturbed()
    {
        TaskCompletionSource<int> gate = new();
        using CancellationTokenSource first = new();
        CancellationToken seen = default;
        Task<(int Value, bool)> leaving = _coalescer.RunAsync("a", ComputeAsync, first.Token);
        Task<(int Value, bool)> staying = _coalescer.RunAsync("a", ComputeAsync, default);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.False(seen.IsCancellationRequested);
        gate.SetResult(7);
        Assert.Equal(7, (await staying).Value);

        Task<int> ComputeAsync(CancellationToken token)
        {
            seen = token;
            return gate.Task;
        }
    }

    [Fact]
    public async Task LastCallerCancelled_CancelsTheComputation()
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource stopped = new();
        Task<(int, bool)> caller = _coalescer.RunAsync("a", WaitForeverAsync, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        await stopped.Task;
        Assert.Equal((1, false), await _coalescer.RunAsync("a", _ => Task.FromResult(1), default));

        async Task<int> WaitForeverAsync(CancellationToken token)
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return 0;
            }
            finally
            {
                stopped.SetResult();
            }
        }
    }

    [Fact]
    public async Task Failure_GoesToAllWhoWaitAndIsNotCached()
    {
        TaskCompletionSource<int> gate = new();
        Task<(int, bool)> one = _coalescer.RunAsync("a", _ => gate.Task, default);
        Task<(int, bool)> other = _coalescer.RunAsync("a", _ => gate.Task, default);
        gate.SetException(new InvalidOperationException("broken"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => one);
        await Assert.ThrowsAsync<InvalidOperationException>(() => other);
        await Assert.ThrowsAsync<NotSupportedException>(() => _coalescer.RunAsync("a", _ => throw new NotSupportedException(), default));
        Assert.Equal((1, false), await _coalescer.RunAsync("a", _ => Task.FromResult(1), default));
    }
}
