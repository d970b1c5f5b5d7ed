using Microsoft.Extensions.DependencyInjection;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Finding;
using RagCluster.Grains.Query.Keeping;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Tests.Caching;

/// <summary>What was computed from another state than its key names is nobody's but the caller's who had it computed.</summary>
public sealed class CachedStatesTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly SearchRequest Request = new() { Collection = new CollectionId("t", "c"), Query = "q" };
    private static readonly ShardPosition[] Asked = [new(5, 1), new(7, 1)];
    private static readonly CollectionSettings Settings = new() { Model = "m", Revision = "r" };

    private AnswerCache Cache => cluster.Services.GetRequiredService<AnswerCache>();

    [Fact]
    public async Task JoinedComputation_OfAnotherState_IsMadeAgainForWhoJoined()
    {
        QueryKey key = NewKey();
        TaskCompletionSource<CachedQuery> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<CachedResult<CachedQuery>> earlier = Cache.GetOrMakeAsync(key, Request, _ => first.Task, CancellationToken.None);
        Task<CachedResult<CachedQuery>> later = Cache.GetOrMakeAsync(
            key,
            Request,
            _ => Task.FromResult(Value(shards: 2)),
            CancellationToken.None
        );
        first.SetResult(Value(shards: 1) with { IsOfAnotherState = true });
        Assert.Equal(1, (await earlier).Value.Found.ShardsAsked);
        Assert.Equal(2, (await later).Value.Found.ShardsAsked);
    }

    [Fact]
    public async Task JoinedComputation_OfTheKeysState_IsShared()
    {
        QueryKey key = NewKey();
        TaskCompletionSource<CachedQuery> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<CachedResult<CachedQuery>> earlier = Cache.GetOrMakeAsync(key, Request, _ => first.Task, CancellationToken.None);
        Task<CachedResult<CachedQuery>>[] later =
        [
            .. Enumerable
                .Range(0, 1000)
                .Select(_ =>
                    Cache.GetOrMakeAsync(key, Request, _ => throw new InvalidOperationException("Computed again."), CancellationToken.None)
                ),
        ];
        first.SetResult(Value(shards: 1));
        Assert.False((await earlier).IsShared);
        Assert.All(await Task.WhenAll(later), result => Assert.True(result.IsShared));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Value_IsCachedOnlyWhenItIsOfTheKeysState(bool isOfAnotherState, int kept)
    {
        QueryKey key = NewKey();
        int made = 0;
        Task<CachedQuery> MakeAsync(CancellationToken token)
        {
            made++;
            return Task.FromResult(Value(shards: made) with { IsOfAnotherState = isOfAnotherState });
        }

        await Cache.GetOrMakeAsync(key, Request, MakeAsync, CancellationToken.None);
        await Cache.GetOrMakeAsync(key, Request, MakeAsync, CancellationToken.None);
        Assert.Equal(2 - kept, made);
    }

    [Fact]
    public void State_IsThatOfTheKey_OnlyWhenEveryPositionAndTheStatisticsAre()
    {
        Assert.True(IsOf(Found([Reply(5), Reply(7)], Asked)));
        Assert.True(IsOf(Found([Reply(5), Reply(7)], null)));
        Assert.False(IsOf(Found([Reply(5), Reply(6)], null)));
        Assert.False(IsOf(Found([Reply(5), Reply(8)], null)));
        Assert.False(IsOf(Found([Reply(5), null], null)));
        Assert.False(IsOf(Found([Reply(5), Reply(7) with { Lineage = 2 }], null)));
        Assert.False(IsOf(Found([Reply(5), Reply(7)], [new(5, 1), new(6, 1)])));
        Assert.False(IsOf(Found([Reply(5), Reply(7)], Asked) with { Settings = Settings with { FirstShard = 2 } }));
        Assert.False(IsOf(Found([Reply(5), Reply(7)], Asked) with { Settings = Settings with { Revision = "s" } }));
    }

    private static bool IsOf(SearchFinding found) => found.IsOf(Settings, Asked);

    private static SearchFinding Found(ShardSearchReply?[] replies, ShardPosition[]? counted) =>
        new(
            Value(2).Found,
            Settings,
            new ShardReplies(
                replies,
                counted is null ? null : new QueryStatistics(new ShardStatistics(0, 0, [], 0), counted, true)
            ).Positions()
        );

    private static ShardSearchReply Reply(long position) => new([], [], position) { Lineage = 1 };

    private static CachedQuery Value(int shards) => new(new FoundPassages([], shards, shards, []), null);

    private static QueryKey NewKey() =>
        new(
            new CacheKeyParts
            {
                Kind = CachedKind.Retrieval,
                Tenant = "t",
                Scope = AccessScope.Unrestricted,
                Query = Guid.NewGuid().ToString(),
            },
            Settings,
            Asked
        );
}
