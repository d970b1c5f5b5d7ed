using RagCluster.Cache.Traces;
using RagCluster.Caching.Eviction;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tests.Eviction;
using RagCluster.Caching.Tiers;

namespace RagCluster.Caching.Tests.Tiers;

public sealed class TieredCacheTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Value_IsMadeOnceAndFoundInTheFirstTier()
    {
        TieredCache<int> cache = Create(out _, 2, 4, 8);
        Assert.Equal(new CachedResult<int>(1, null, false), await GetAsync(cache, 1));
        Assert.Equal(new CachedResult<int>(1, 1, false), await GetAsync(cache, 1));
        Assert.Equal((1, 1L), (cache.Counters.Made, cache.Counters.TierHits[0]));
    }

    [Fact]
    public async Task EvictedEntry_SinksAndComesBackUp()
    {
        TieredCache<int> cache = Create(out MemoryTier<int>[] tiers, 1, 2, 8);
        for (int question = 0; question < 6; question++)
            await GetAsync(cache, question);
        Assert.Equal((1, 2), (tiers[0].Count, tiers[1].Count));
        Assert.Equal(new CachedResult<int>(0, 3, false), await GetAsync(cache, 0));
        Assert.Equal(new CachedResult<int>(0, 1, false), await GetAsync(cache, 0));
        Assert.Equal((6, 1L), (cache.Counters.Made, cache.Counters.Promotions));
    }

    [Fact]
    public async Task LookUp_FindsInEveryTier_AndMakesNothing()
    {
        TieredCache<int> cache = Create(out _, 1, 2, 8);
        Assert.Null(await cache.FindAsync(Key(0), CancellationToken.None));
        for (int question = 0; question < 6; question++)
            await GetAsync(cache, question);
        Assert.Equal(new CachedResult<int>(0, 3, false), await cache.FindAsync(Key(0), CancellationToken.None));
        Assert.Equal(new CachedResult<int>(0, 1, false), await cache.FindAsync(Key(0), CancellationToken.None));
        Assert.Null(await cache.FindAsync(Key(7), CancellationToken.None));
        Assert.Equal(6, cache.Counters.Made);
    }

    [Fact]
    public async Task NegativeValue_IsCachedBriefly()
    {
        TieredCache<int> cache = Create(out _, 2, 4, 8);
        await GetAsync(cache, 1, Keep.Briefly);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, (await GetAsync(cache, 1)).Tier);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await GetAsync(cache, 1)).Tier);
    }

    [Fact]
    public async Task PartialValue_IsNotCached()
    {
        TieredCache<int> cache = Create(out MemoryTier<int>[] tiers, 2, 4, 8);
        await GetAsync(cache, 1, Keep.No);
        Assert.Equal(0, tiers.Sum(tier => tier.Count));
        Assert.Null((await GetAsync(cache, 1)).Tier);
    }

    [Fact]
    public async Task MovingBetweenTiers_MakesNoValueYounger()
    {
        TieredCache<int> cache = Create(out _, 1, 2, 8);
        for (int question = 0; question < 6; question++)
            await GetAsync(cache, question);
        _time.Advance(Day - TimeSpan.FromTicks(1));
        Assert.Equal(3, (await GetAsync(cache, 0)).Tier);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null((await GetAsync(cache, 0)).Tier);
    }

    [Fact]
    public async Task ManyThreads_MakeEveryValueOnce()
    {
        TieredCache<int> cache = Create(out _, 100, 1_000, 10_000);
        int made = 0;
        await Parallel.ForAsync(
            0,
            20_000,
            async (i, token) =>
            {
                CachedResult<int> result = await cache.GetOrMakeAsync(Key(i % 500), MakeAsync, token);
                Assert.Equal(i % 500, result.Value);

                async Task<MadeValue<int>> MakeAsync(CancellationToken cancellationToken)
                {
                    Interlocked.Increment(ref made);
                    await Task.Yield();
                    return new(i % 500);
                }
            }
        );
        Assert.Equal((500, 500L), (made, cache.Counters.Made));
    }

    [Fact]
    public async Task ZipfStreamOfFiftyThousandQuestions_IsAnsweredToFourFifths()
    {
        TieredCache<int> cache = Create(out _, 1_000, 10_000, 100_000);
        CacheKey[] keys = [.. Enumerable.Range(0, 50_000).Select(Key)];
        CacheTrace trace = CacheTrace.Zipf(keys.Length, 300_000, 11);
        int hits = 0;
        foreach (int question in trace.Keys)
            hits += (await cache.GetOrMakeAsync(keys[question], _ => Task.FromResult(new MadeValue<int>(question, Cost: 1)), default)).Tier
                is null
                ? 0
                : 1;
        double rate = (double)hits / trace.Keys.Count;
        Assert.True(rate >= 0.8, $"{rate} with an empty cache at the start.");
    }

    private static CacheKey Key(int question) =>
        new CacheKeyParts
        {
            Kind = CachedKind.Answer,
            Tenant = "t",
            Scope = AccessScope.Unrestricted,
            Query = $"{question}",
        }.Encode();

    private static Task<CachedResult<int>> GetAsync(TieredCache<int> cache, int question, Keep keep = Keep.Yes) =>
        cache.GetOrMakeAsync(Key(question), _ => Task.FromResult(new MadeValue<int>(question, keep)), default);

    private TieredCache<int> Create(out MemoryTier<int>[] tiers, params int[] sizes)
    {
        tiers = new MemoryTier<int>[sizes.Length];
        for (int tier = sizes.Length - 1; tier >= 0; tier--)
        {
            EvictionPolicy policy = sizes[tier] < 100 ? EvictionPolicy.Lru : EvictionPolicy.Adaptive;
            tiers[tier] = new(
                new BoundedCacheOptions(sizes[tier], Day, Policy: policy),
                _time,
                tier + 1 < sizes.Length ? tiers[tier + 1] : null
            );
        }

        return new(tiers, new TieredOptions(), _time);
    }
}
