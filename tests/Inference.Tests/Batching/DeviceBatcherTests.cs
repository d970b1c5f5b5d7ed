using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Tests.Batching;

public sealed class DeviceBatcherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly SteppedTime _time = new();
    private readonly FakeModel _model = new();
    private readonly List<string> _reports = [];

    [Fact]
    public async Task Results_ComeBackAtTheirPlaces()
    {
        await using DeviceBatcher batcher = Batcher();
        TokenSequence[] rows = [.. Enumerable.Range(0, 200).Select(i => FakeModel.Row(1 + (i * 7 % 90), i))];
        float[][] results = await batcher.RunAsync(_model, rows, BatchCall.Interactive, default);
        Assert.Equal(rows.Select(row => (float)row.Ids[0]), results.Select(result => result[0]));
        Assert.Equal(rows.Select(row => (float)row.Length), results.Select(result => result[1]));
        Assert.Equal((200, 0), (batcher.Statistics.Texts, batcher.Statistics.TextsWaiting));
    }

    [Fact]
    public async Task CallersThatWaitTogether_ShareABatch()
    {
        await using DeviceBatcher batcher = Batcher();
        Task<float[][]> first = await BlockAsync(batcher);
        Task<float[][]>[] others =
        [
            .. Enumerable.Range(0, 8).Select(_ => batcher.RunAsync(_model, FakeModel.Rows(10), BatchCall.Interactive, default)),
        ];
        _model.Gate.Set();
        await Task.WhenAll([first, .. others]).WaitAsync(Patience);
        Assert.Equal([1, 8], _model.Batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task CancelledCall_LeavesTheQueueAndNeverRuns()
    {
        await using DeviceBatcher batcher = Batcher();
        Task<float[][]> first = await BlockAsync(batcher);
        using CancellationTokenSource source = new();
        Task<float[][]> cancelled = batcher.RunAsync(_model, FakeModel.Rows(10, 11, 12), BatchCall.Interactive, source.Token);
        Assert.Equal(3, batcher.Statistics.TextsWaiting);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal((0, 0), (batcher.Statistics.TextsWaiting, batcher.Statistics.TokensWaiting));
        _model.Gate.Set();
        await first.WaitAsync(Patience);
        Assert.Equal(1, _model.Batches.Sum(batch => batch.Length));
    }

    [Fact]
    public async Task RunForNobody_IsCutShort()
    {
        await using DeviceBatcher batcher = Batcher();
        using CancellationTokenSource source = new();
        _model.Gate.Reset();
        Task<float[][]> cancelled = batcher.RunAsync(_model, FakeModel.Rows(10), BatchCall.Interactive, source.Token);
        await _model.Entered.WaitAsync(Patience);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        // The gate is still shut: the next call runs only if the abandoned run has ended.
        Task<float[][]> next = batcher.RunAsync(_model, FakeModel.Rows(10), BatchCall.Interactive, default);
        Assert.True(await _model.Entered.WaitAsync(Patience));
        _model.Gate.Set();
        await next.WaitAsync(Patience);
    }

    [Fact]
    public async Task PassedDeadline_EndsTheCallAndDropsItsRows()
    {
        await using DeviceBatcher batcher = Batcher();
        Task<float[][]> first = await BlockAsync(batcher);
        Task<float[][]> late = batcher.RunAsync(
            _model,
            FakeModel.Rows(10),
            new BatchCall(BatchPriority.Bulk, TimeSpan.FromMilliseconds(200)),
            default
        );
        _time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.False(late.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<BatchDeadlineException>(() => late.WaitAsync(Patience));
        Assert.Equal(0, batcher.Statistics.TextsWaiting);
        _model.Gate.Set();
        await first.WaitAsync(Patience);
    }

    [Fact]
    public async Task DeviceOutOfMemory_HalvesTheBatchAndGoesOn()
    {
        await using DeviceBatcher batcher = Batcher();
        _model.RowsMax = 3;
        float[][] results = await batcher.RunAsync(
            _model,
            [.. Enumerable.Range(0, 16).Select(i => FakeModel.Row(10, i))],
            BatchCall.Interactive,
            default
        );
        Assert.Equal(Enumerable.Range(0, 16).Select(i => (float)i), results.Select(result => result[0]));
        // Of 16 rows of 10 tokens four were still too many.
        Assert.Equal(20, batcher.Statistics.BatchTokensMax);
        Assert.Contains(_reports, report => report.Contains("out of memory", StringComparison.Ordinal));
        int halved = batcher.Statistics.BatchTokensMax;
        _model.RowsMax = 0;
        await Assert.ThrowsAsync<DeviceMemoryException>(() => batcher.RunAsync(_model, FakeModel.Rows(10), BatchCall.Interactive, default));
        Assert.Equal(halved, batcher.Statistics.BatchTokensMax);
    }

    [Fact]
    public async Task TextThatBreaksTheGraph_FailsItsOwnCallOnly()
    {
        await using DeviceBatcher batcher = Batcher();
        _model.Poison = 13;
        Task<float[][]> first = await BlockAsync(batcher);
        Task<float[][]>[] good =
        [
            .. Enumerable.Range(0, 9).Select(i => batcher.RunAsync(_model, [FakeModel.Row(10, i)], BatchCall.Interactive, default)),
        ];
        Task<float[][]> bad = batcher.RunAsync(_model, [FakeModel.Row(10, 13)], BatchCall.Interactive, default);
        _model.Gate.Set();
        await Assert.ThrowsAsync<ModelException>(() => bad.WaitAsync(Patience));
        float[][][] results = await Task.WhenAll(good).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => (float)i), results.Select(result => result[0][0]));
        await first;
    }

    [Fact]
    public async Task FullQueue_TurnsAwayAndCountsIt()
    {
        await using DeviceBatcher batcher = Batcher(new BatchLimits { QueueTokensMax = 1024 });
        Task<float[][]> first = await BlockAsync(batcher);
        Task<float[][]> waiting = batcher.RunAsync(_model, FakeModel.Rows(500, 500), BatchCall.Interactive, default);
        await Assert.ThrowsAsync<BatchOverloadedException>(() =>
            batcher.RunAsync(_model, FakeModel.Rows(100), BatchCall.Interactive, default)
        );
        Assert.Equal(1, batcher.Statistics.Overloads);
        _model.Gate.Set();
        await Task.WhenAll(first, waiting).WaitAsync(Patience);
    }

    [Fact]
    public async Task DisposedBatcher_FailsWhatWaitsAndFinishesWhatRuns()
    {
        DeviceBatcher batcher = Batcher();
        Task<float[][]> running = await BlockAsync(batcher);
        Task<float[][]> waiting = batcher.RunAsync(_model, FakeModel.Rows(10), BatchCall.Interactive, default);
        ValueTask disposal = batcher.DisposeAsync();
        await Assert.ThrowsAsync<ModelException>(() => waiting.WaitAsync(Patience));
        _model.Gate.Set();
        await disposal;
        Assert.Single(await running);
        await Assert.ThrowsAsync<ModelException>(() => batcher.RunAsync(_model, FakeModel.Rows(10), BatchCall.Interactive, default));
    }

    [Fact]
    public async Task ThousandCallersWithRandomCancellations_LoseAndCrossNothing()
    {
        await using DeviceBatcher batcher = new(
            "fake",
            new BatchLimits { QueueTokensMax = int.MaxValue },
            4,
            TimeProvider.System,
            _ => { }
        );
        int[] outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(caller => Task.Run(() => CallAsync(batcher, caller))));
        Assert.Equal(1000, outcomes.Length);
        Assert.Contains(0, outcomes);
        Assert.Contains(1, outcomes);
        Assert.Equal((0, 0), (batcher.Statistics.TextsWaiting, batcher.Statistics.TokensWaiting));
    }

    // 0: all calls of this caller had their results; 1: some were cancelled or late. Anything else throws.
    private async Task<int> CallAsync(DeviceBatcher batcher, int caller)
    {
        Random random = new(caller);
        int outcome = 0;
        for (int call = 0; call < 10; call++)
        {
            TokenSequence[] rows =
            [
                .. Enumerable
                    .Range(0, random.Next(1, 9))
                    .Select(i => FakeModel.Row(random.Next(1, 200), (caller * 1000) + (call * 10) + i)),
            ];
            using CancellationTokenSource source = new();
            TimeSpan? within = random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 5)) : null;
            Task<float[][]> work = batcher.RunAsync(_model, rows, new BatchCall((BatchPriority)random.Next(3), within), source.Token);
            if (random.Next(3) == 0)
                await source.CancelAsync();
            try
            {
                float[][] results = await work.WaitAsync(Patience);
                Assert.Equal(rows.Select(row => (row.Ids[0], row.Length)), results.Select(result => ((int)result[0], (int)result[1])));
            }
            catch (Exception error) when (error is OperationCanceledException or BatchDeadlineException)
            {
                outcome = 1;
            }
        }

        return outcome;
    }

    private DeviceBatcher Batcher(BatchLimits? limits = null) =>
        new("fake", (limits ?? new BatchLimits()) with { WaitMax = TimeSpan.Zero }, 1, _time, _reports.Add);

    /// <summary>Keeps the device busy until the gate is opened.</summary>
    private async Task<Task<float[][]>> BlockAsync(DeviceBatcher batcher)
    {
        _model.Gate.Reset();
        Task<float[][]> first = batcher.RunAsync(_model, FakeModel.Rows(500), BatchCall.Interactive, default);
        Assert.True(await _model.Entered.WaitAsync(Patience));
        return first;
    }
}
