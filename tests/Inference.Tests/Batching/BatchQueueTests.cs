using RagCluster.Inference.Batching;

namespace RagCluster.Inference.Tests.Batching;

public sealed class BatchQueueTests
{
    private readonly SteppedTime _time = new();
    private readonly FakeModel _model = new();

    [Fact]
    public void AShareOfTheTokens_MakesSmallerBatches_AndALongRowStillRuns()
    {
        double share = 1;
        BatchQueue queue = new(new BatchLimits { TokensMax = 100, TokensShare = () => share }, _time);
        queue.Add(Request(BatchPriority.Bulk, [.. Enumerable.Repeat(10, 10)]));
        Assert.Equal([10], TakeAll(queue).Select(batch => batch.Length));
        share = 0.25;
        queue.Add(Request(BatchPriority.Bulk, [.. Enumerable.Repeat(10, 10)]));
        Assert.Equal([2, 2, 2, 2, 2], TakeAll(queue).Select(batch => batch.Length));
        queue.Add(Request(BatchPriority.Bulk, 90));
        Assert.Equal([90], Assert.Single(TakeAll(queue)));
    }

    [Fact]
    public void RowsOfLikeLength_AreJoinedUnderTheBudgetOfTokens()
    {
        BatchQueue queue = Queue(tokensMax: 100);
        queue.Add(Request(BatchPriority.Bulk, 20, 90, 19, 21, 88, 20, 20, 5, 18));
        int[][] batches = TakeAll(queue);
        Assert.Equal(9, batches.Sum(batch => batch.Length));
        Assert.All(batches, batch => Assert.True(batch.Length == 1 || batch.Max() * batch.Length <= 100));
        Assert.Equal([18, 19, 20, 20], batches[0].Order().SkipLast(0).Take(4));
        Assert.Contains(batches, batch => batch is [5]);
    }

    [Fact]
    public void BatchesOfAManyLengthedQueue_HoldLittlePadding()
    {
        BatchQueue queue = Queue(tokensMax: 1024);
        Random random = new(5);
        queue.Add(Request(BatchPriority.Bulk, [.. Enumerable.Range(0, 1000).Select(_ => random.Next(3, 257))]));
        int[][] batches = TakeAll(queue);
        Assert.Equal(1000, batches.Sum(batch => batch.Length));
        double padded = batches.Sum(batch => batch.Max() * batch.Length);
        Assert.InRange(padded / batches.Sum(batch => batch.Sum()), 1, 1.05);
    }

    [Fact]
    public void Batch_NeverHoldsMoreTextsThanAllowed()
    {
        BatchQueue queue = Queue(tokensMax: 10_000, textsMax: 8);
        queue.Add(Request(BatchPriority.Bulk, [.. Enumerable.Repeat(4, 30)]));
        Assert.Equal([8, 8, 8, 6], TakeAll(queue).Select(batch => batch.Length));
    }

    [Fact]
    public void UrgentRows_OvertakeTheOthers()
    {
        BatchQueue queue = Queue();
        BatchRequest bulk = Request(BatchPriority.Bulk, 10),
            reindex = Request(BatchPriority.Reindex, 10),
            query = Request(BatchPriority.Interactive, 10);
        queue.Add(bulk);
        queue.Add(reindex);
        queue.Add(query);
        Assert.Equal([query, reindex, bulk], Order(queue));
    }

    [Fact]
    public void OverdueRow_GetsEveryFourthBatchWhateverIsMoreUrgent()
    {
        BatchQueue queue = Queue(tokensMax: 10);
        BatchRequest bulk = Request(BatchPriority.Bulk, 10);
        queue.Add(bulk);
        _time.Advance(BatchQueue.Patience(BatchPriority.Bulk));
        int turn = 0;
        for (bool served = false; !served; turn++)
        {
            queue.Add(Request(BatchPriority.Interactive, 10));
            served = queue.Take(out _)!.Single().Request == bulk;
        }

        Assert.Equal(BatchQueue.OverdueTurn, turn);
    }

    [Fact]
    public void BulkUnderAnEndlessStreamOfQueries_WaitsNoLongerThanItsBound()
    {
        BatchQueue queue = Queue(tokensMax: 10);
        BatchRequest bulk = Request(BatchPriority.Bulk, [.. Enumerable.Repeat(10, 50)]);
        queue.Add(bulk);
        int batches = 0;
        // 10 ms a batch; two queries come with each.
        for (int left = 50; left > 0; batches++)
        {
            queue.Add(Request(BatchPriority.Interactive, 10));
            queue.Add(Request(BatchPriority.Interactive, 10));
            left -= queue.Take(out _)!.Single().Request == bulk ? 1 : 0;
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        TimeSpan bound = BatchQueue.Patience(BatchPriority.Bulk) + (BatchQueue.OverdueTurn * 50 * TimeSpan.FromMilliseconds(10));
        Assert.InRange(
            batches * TimeSpan.FromMilliseconds(10),
            BatchQueue.Patience(BatchPriority.Bulk),
            bound + TimeSpan.FromMilliseconds(50)
        );
    }

    [Fact]
    public void IdleDevice_NeverWaitsForCompany()
    {
        BatchQueue queue = Queue();
        for (int i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            queue.Add(Request(BatchPriority.Bulk, 10));
            Assert.NotNull(queue.Take(out TimeSpan? wait));
            Assert.Null(wait);
        }
    }

    [Fact]
    public void BusyDevice_WaitsForCompanyAtMostItsLimit()
    {
        BatchQueue queue = Queue(tokensMax: 4096);
        Load(queue, tokensPerSecond: 12_000);
        queue.Add(Request(BatchPriority.Bulk, 10));
        Assert.Null(queue.Take(out TimeSpan? wait));
        Assert.InRange(wait!.Value, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Single(queue.Take(out _)!);
    }

    [Fact]
    public void BusyDevice_KeepsAQueryATenthAsLong()
    {
        BatchQueue queue = Queue(tokensMax: 4096);
        Load(queue, tokensPerSecond: 12_000, BatchPriority.Interactive);
        queue.Add(Request(BatchPriority.Interactive, 10));
        Assert.Null(queue.Take(out TimeSpan? wait));
        Assert.InRange(wait!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public void AFactor_LengthensOrShortensTheWaitOfQueries_AndOfNothingElse()
    {
        double factor = 1;
        TimeSpan Wait(BatchPriority priority)
        {
            BatchQueue queue = new(new BatchLimits { TokensMax = 4096, InteractiveWaitFactor = () => factor }, _time);
            Load(queue, tokensPerSecond: 12_000, priority);
            queue.Add(Request(priority, 10));
            Assert.Null(queue.Take(out TimeSpan? wait));
            return wait!.Value;
        }

        TimeSpan query = Wait(BatchPriority.Interactive);
        TimeSpan bulk = Wait(BatchPriority.Bulk);
        factor = 0.25;
        Assert.Equal(query.TotalMilliseconds / 4, Wait(BatchPriority.Interactive).TotalMilliseconds, 2);
        Assert.Equal(bulk.TotalMilliseconds, Wait(BatchPriority.Bulk).TotalMilliseconds, 2);
        factor = 2;
        Assert.Equal(query.TotalMilliseconds * 2, Wait(BatchPriority.Interactive).TotalMilliseconds, 2);
    }

    [Fact]
    public void DeviceBusyWithBulk_IsNoReasonToKeepAQueryWaiting()
    {
        BatchQueue queue = Queue(tokensMax: 4096);
        Load(queue, tokensPerSecond: 30_000);
        BatchRequest query = Request(BatchPriority.Interactive, 10);
        queue.Add(query);
        Assert.Same(query, queue.Take(out _)!.Single().Request);
    }

    [Theory]
    [InlineData(2_000, 128)]
    [InlineData(10_000, 256)]
    [InlineData(1_000_000, 512)]
    public void BatchesDuringQueries_TakeAShortTime(int tokensPerSecond, int tokensMax)
    {
        BatchQueue queue = Queue(tokensMax: 512);
        for (int i = 0; i < 200; i++)
            queue.Ran(512, TimeSpan.FromSeconds(512.0 / tokensPerSecond), 2);
        queue.Add(Request(BatchPriority.Bulk, [.. Enumerable.Repeat(32, 200)]));
        Assert.Equal(16, queue.Take(out _)!.Count);
        queue.Add(Request(BatchPriority.Interactive, 10));
        Assert.Single(queue.Take(out _)!);
        Assert.InRange(queue.Take(out _)!.Sum(item => item.Length), tokensMax * 3 / 4, tokensMax);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(16, queue.Take(out _)!.Count);
    }

    [Fact]
    public void WaitThatBringsNobody_IsGivenUp()
    {
        BatchQueue queue = Queue(tokensMax: 4096);
        Load(queue, tokensPerSecond: 12_000);
        TimeSpan waited = TimeSpan.Zero;
        // A caller who comes again when it has its answer.
        for (int i = 0; i < 50; i++)
        {
            queue.Add(Request(BatchPriority.Bulk, 500));
            List<BatchItem>? batch = queue.Take(out TimeSpan? wait);
            waited = batch is null ? wait!.Value : TimeSpan.Zero;
            _time.Advance(waited);
            Assert.NotNull(batch ?? queue.Take(out _));
            _time.Advance(TimeSpan.FromMilliseconds(30));
        }

        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void BusyDevice_DoesNotWaitWhenABatchIsFull()
    {
        BatchQueue queue = Queue(tokensMax: 100);
        Load(queue, tokensPerSecond: 20_000);
        queue.Add(Request(BatchPriority.Bulk, 50, 50));
        Assert.Equal(2, queue.Take(out _)!.Count);
    }

    [Fact]
    public void FullQueue_TurnsBulkAwayBeforeQueriesAndSaysWhenToComeBack()
    {
        BatchQueue queue = Queue(queueTokensMax: 10_000);
        queue.Add(Request(BatchPriority.Bulk, [.. Enumerable.Repeat(500, 10)]));
        BatchOverloadedException error = Assert.Throws<BatchOverloadedException>(() => queue.Add(Request(BatchPriority.Bulk, 500)));
        Assert.InRange(error.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        queue.Add(Request(BatchPriority.Reindex, [.. Enumerable.Repeat(500, 5)]));
        Assert.Throws<BatchOverloadedException>(() => queue.Add(Request(BatchPriority.Reindex, 500)));
        queue.Add(Request(BatchPriority.Interactive, [.. Enumerable.Repeat(500, 5)]));
        Assert.Throws<BatchOverloadedException>(() => queue.Add(Request(BatchPriority.Interactive, 1)));
        Assert.Equal(10_000, queue.Tokens);
    }

    [Fact]
    public void RequestLargerThanTheQueue_IsTakenWhenNothingElseWaits()
    {
        BatchQueue queue = Queue(queueTokensMax: 1024);
        queue.Add(Request(BatchPriority.Bulk, [.. Enumerable.Repeat(500, 10)]));
        Assert.Equal(5000, queue.Tokens);
    }

    [Fact]
    public void RemovedRequest_LeavesNothingBehind()
    {
        BatchQueue queue = Queue();
        BatchRequest first = Request(BatchPriority.Bulk, 10, 20, 300),
            second = Request(BatchPriority.Bulk, 10);
        queue.Add(first);
        queue.Add(second);
        queue.Remove(first);
        queue.Remove(first);
        Assert.Equal((1, 10), (queue.Count, queue.Tokens));
        Assert.Equal([second], Order(queue));
        Assert.Equal((0, 0), (queue.Count, queue.Tokens));
    }

    [Fact]
    public void ModelsOfTheirOwn_NeverShareABatch()
    {
        BatchQueue queue = Queue();
        FakeModel other = new();
        queue.Add(Request(BatchPriority.Bulk, 10));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        queue.Add(new BatchRequest(other, FakeModel.Rows(10), BatchPriority.Bulk));
        queue.Add(Request(BatchPriority.Bulk, 10));
        Assert.Equal([_model, other], TakeModels(queue));
    }

    [Fact]
    public void ForgottenModel_GivesItsRequestsBack()
    {
        BatchQueue queue = Queue();
        FakeModel other = new();
        BatchRequest gone = new(other, FakeModel.Rows(10, 20), BatchPriority.Bulk);
        queue.Add(gone);
        queue.Add(Request(BatchPriority.Bulk, 10));
        Assert.Equal([gone], queue.Forget(other));
        Assert.Equal((1, 10), (queue.Count, queue.Tokens));
    }

    [Fact]
    public void BatchesAfterADeviceRanOutOfMemory_AreAsLargeAsWhatFittedAndGrowAgain()
    {
        BatchQueue queue = Queue(tokensMax: 1024);
        Assert.True(queue.HalveTokens(800));
        Assert.True(queue.HalveTokens(400));
        // Another batch of before, as large as the first.
        Assert.False(queue.HalveTokens(800));
        Assert.Equal(200, queue.TokensMax);
        List<int> tokens = [];
        for (int i = 0; i < 4; i++)
        {
            _time.Advance(BatchQueue.GrowthPause / 2);
            queue.Ran(100, TimeSpan.FromMilliseconds(1), 1);
            tokens.Add(queue.TokensMax);
        }

        Assert.Equal([200, 400, 400, 800], tokens);
        _time.Advance(BatchQueue.GrowthPause * 2);
        queue.Ran(100, TimeSpan.FromMilliseconds(1), 1);
        Assert.Equal(1024, queue.TokensMax);
    }

    private BatchQueue Queue(int tokensMax = 1024, int textsMax = 32, int queueTokensMax = 262_144) =>
        new(
            new BatchLimits
            {
                TokensMax = tokensMax,
                TextsMax = textsMax,
                QueueTokensMax = queueTokensMax,
            },
            _time
        );

    private BatchRequest Request(BatchPriority priority, params int[] lengths) => new(_model, FakeModel.Rows(lengths), priority);

    // The device's speed is unknown, and taken as 10,000 tokens a second.
    private void Load(BatchQueue queue, int tokensPerSecond, BatchPriority priority = BatchPriority.Bulk)
    {
        for (int i = 0; i < 400; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            BatchRequest[] both = [Tens(priority, tokensPerSecond / 200), Tens(priority, tokensPerSecond / 200)];
            Array.ForEach(both, queue.Add);
            queue.Take(out _);
            Array.ForEach(both, queue.Remove);
        }
    }

    private BatchRequest Tens(BatchPriority priority, int tokens) => Request(priority, [.. Enumerable.Repeat(10, tokens / 10)]);

    private List<BatchItem>? TakeNow(BatchQueue queue)
    {
        List<BatchItem>? batch = queue.Take(out TimeSpan? wait);
        if (batch is null && wait is { } delay)
        {
            _time.Advance(delay);
            batch = queue.Take(out _);
        }

        return batch;
    }

    private int[][] TakeAll(BatchQueue queue)
    {
        List<int[]> batches = new();
        while (TakeNow(queue) is { } batch)
            batches.Add([.. batch.Select(item => item.Length)]);
        return [.. batches];
    }

    private static BatchRequest[] Order(BatchQueue queue)
    {
        List<BatchRequest> requests = new();
        while (queue.Take(out _) is { } batch)
            requests.AddRange(batch.Select(item => item.Request));
        return [.. requests];
    }

    private static IBatchModel[] TakeModels(BatchQueue queue)
    {
        List<IBatchModel> models = new();
        while (queue.Take(out _) is { } batch)
            models.Add(batch.Select(item => item.Request.Model).Distinct().Single());
        return [.. models];
    }
}
