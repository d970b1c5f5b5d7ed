using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Finding;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Tests.Fakes;

namespace RagCluster.Grains.Tests.Query.Finding;

/// <summary>Every shard is asked one query under one set of term statistics, in one time.</summary>
public sealed class ShardFanOutTests
{
    private static readonly SearchRequest Request = new() { Collection = FakeShards.Collection, Query = "lamp" };

    [Fact]
    public async Task EachShard_IsAskedOnce_UnderTheSumOfWhatAllCount()
    {
        FakeShards shards = new(3);
        ShardReplies replies = await AskAsync(shards, Request);
        Assert.Equal(3, replies.Answered.Count());
        for (int shard = 0; shard < 3; shard++)
        {
            ShardStatistics statistics = Assert.Single(shards.Asked(shard)).Statistics!;
            Assert.Equal((30, 300, 1 + 2 + 3), (statistics.ChunkCount, statistics.TotalLength, statistics.ChunkFrequencies["lamp"]));
        }

        Assert.Equal([new ShardPosition(1, 0), new(1, 0), new(1, 0)], replies.Positions()!);
    }

    [Fact]
    public async Task OneShard_KnowsItsStatisticsItself()
    {
        FakeShards shards = new(1);
        await AskAsync(shards, Request);
        Assert.Null(Assert.Single(shards.Asked(0)).Statistics);
        Assert.Equal(0, shards.Counted(0));
    }

    [Fact]
    public async Task AShardThatMovedOn_HasAllAskedAnew_UnderFreshStatistics()
    {
        FakeShards shards = new(2);
        await AskAsync(shards, Request);
        shards.Positions[1] = 2;
        ShardReplies replies = await AskAsync(shards, Request);
        // Counted at the beginning, and after the reply said that the second has moved on.
        Assert.Equal((2, 2), (shards.Counted(0), shards.Counted(1)));
        Assert.Equal(3, shards.Asked(0).Count);
        Assert.Equal([new ShardPosition(1, 0), new(2, 0)], replies.Positions()!);
    }

    [Fact]
    public async Task WritesThatNeverStop_EndAfterOneMoreRound_AndAreOfNoState()
    {
        FakeShards shards = new(2);
        shards.OnSearch = shard => shards.Positions[shard]++;
        ShardReplies replies = await AskAsync(shards, Request);
        Assert.Single(shards.Asked(0));
        Assert.Null(replies.Positions());
    }

    [Fact]
    public async Task AMissingShard_FailsTheQuery_OrIsLeftOutWhereThatIsAllowed()
    {
        FakeShards shards = new(2);
        shards.Miss(1);
        SearchRequest quick = Request.With((nameof(RetrievalOptions.TimeoutMs), 150));
        RagException refused = await Assert.ThrowsAsync<RagException>(() => AskAsync(shards, quick));
        Assert.Equal((ErrorKind.Unavailable, "shards-unavailable"), (refused.Kind, refused.Code));
        ShardReplies partial = await AskAsync(shards, quick.With((nameof(RetrievalOptions.AllowPartial), true)));
        Assert.NotNull(partial.Replies[0]);
        Assert.Null(partial.Replies[1]);
        Assert.Null(partial.Positions());
    }

    [Fact]
    public async Task RecordedEfforts_AreThoseOfTheirShards()
    {
        FakeShards shards = new(2);
        await AskAsync(shards, Request);
        ShardReplies replies = await AskAsync(shards, Request.With((nameof(RetrievalOptions.Efforts), new[] { 2.5 })));
        Assert.Equal([null, 2.5], shards.Asked(0).Select(asked => asked.Effort));
        Assert.Equal([null, 1.0], shards.Asked(1).Select(asked => asked.Effort));
        Assert.Equal([2.5, 1.0], replies.Efforts()!);
    }

    [Fact]
    public async Task WhoGoesAway_EndsTheWait()
    {
        FakeShards shards = new(1);
        shards.Miss(0);
        using CancellationTokenSource gone = new();
        Task<ShardReplies> asked = AskAsync(shards, Request, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    private static async Task<ShardReplies> AskAsync(
        FakeShards shards,
        SearchRequest request,
        CancellationToken cancellationToken = default
    )
    {
        using QueryWatches watches = new([], QueryCall.Search(request), TimeProvider.System);
        return await shards.FanOut.AskAsync(
            request,
            new ShardSearchRequest { Text = request.Query, Limit = 10 },
            shards.Settings,
            watches,
            cancellationToken
        );
    }
}
