using RagCluster.Caching.Eviction;

namespace RagCluster.Caching.Tests.Eviction;

public sealed class EvictionPolicyTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);
    private readonly ManualTime _time = new();

    [Fact]
    public void Lfu_DropsTheLeastOftenUsed()
    {
        BoundedCache<string, int> cache = new(new BoundedCacheOptions(2, Lifetime, Policy: EvictionPolicy.Lfu), _time);
        cache.Set("a", 1);
        Assert.True(cache.TryGet("a", out _));
        cache.Set("b", 2);
        cache.Set("c", 3);
        Assert.True(cache.TryGet("a", out _));
        Assert.False(cache.TryGet("b", out _));
        Assert.True(cache.TryGet("c", out _));
    }

    [Fact]
    public void Adaptive_KeepsWhatWasDearLonger()
    {
        const int Entries = 200;
        BoundedCache<int, int> cache = new(new BoundedCacheOptions(Entries, Lifetime, Policy: EvictionPolicy.Adaptive), _time);
        Random random = new(5);
        long[] hits = new long[2];
        for (int i = 0; i < 100_000; i++)
        {
            // Even keys are dear; all are asked for equally often, and a fifth of them fits.
            int key = random.Next(Entries * 5);
            if (cache.TryGet(key, out _))
                hits[key % 2]++;
            else
                cache.Set(key, key, new EntryTerms(key % 2 == 0 ? 50 : 1));
        }

        Assert.True(hits[0] > 2 * hits[1], $"{hits[0]} hits of dear values, {hits[1]} of cheap ones.");
    }

    [Fact]
    public void DearEntry_DoesNotStayWhenNobodyAsksForIt()
    {
        BoundedCache<int, int> cache = new(new BoundedCacheOptions(100, Lifetime, Policy: EvictionPolicy.Adaptive), _time);
        for (int key = 0; key < 50; key++)
            cache.Set(-1 - key, 0, new EntryTerms(1_000_000));
        Random random = new(6);
        for (int i = 0; i < 50_000; i++)
        {
            int key = random.Next(100);
            if (!cache.TryGet(key, out _))
                cache.Set(key, key);
        }

        Assert.True(Enumerable.Range(0, 50).Count(key => cache.Contains(-1 - key)) < 5);
    }

    [Theory]
    [InlineData(EvictionPolicy.Lru)]
    [InlineData(EvictionPolicy.Lfu)]
    [InlineData(EvictionPolicy.Adaptive)]
    public void TakeAll_EmptiesTheCache_WhatIsAskedForFirst(EvictionPolicy policy)
    {
        BoundedCache<int, int> cache = new(new BoundedCacheOptions(10, Lifetime, Policy: policy), _time);
        for (int key = 0; key < 10; key++)
            cache.Set(key, key, new EntryTerms(1, key == 7 ? Lifetime / 2 : null));
        for (int i = 0; i < 5; i++)
            Assert.True(cache.TryGet(3, out _));
        _time.Advance(Lifetime / 2);
        int[] taken = [.. cache.TakeAll().Select(entry => entry.Key)];
        Assert.Equal(3, taken[0]);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 8, 9], taken.Order());
        Assert.Equal((0, 0L), (cache.Count, cache.Weight));
        Assert.Empty(cache.TakeAll());
        cache.Set(1, 1);
        Assert.True(cache.Contains(1));
    }

    [Theory]
    [InlineData(EvictionPolicy.Lru)]
    [InlineData(EvictionPolicy.Lfu)]
    [InlineData(EvictionPolicy.Adaptive)]
    public void RandomOperations_HoldTheLimitsAndReportEveryEviction(EvictionPolicy policy)
    {
        for (int seed = 0; seed < 50; seed++)
            RunRandomly(new Random(seed), policy);
    }

    [Fact]
    public void ShorterTimeToLive_EndsAnEntryBeforeTheCaches()
    {
        BoundedCache<string, int> cache = new(new BoundedCacheOptions(2, Lifetime), _time);
        cache.Set("a", 1, new EntryTerms(1, Lifetime / 2));
        cache.Set("b", 2, new EntryTerms(1, Lifetime * 2));
        _time.Advance(Lifetime / 2);
        Assert.False(cache.Contains("a"));
        Assert.True(cache.Contains("b"));
        _time.Advance(Lifetime / 2);
        Assert.False(cache.Contains("b"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(1, 0)]
    public void WrongTerms_AreRefused(double cost, int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new BoundedCache<int, int>(new BoundedCacheOptions(2, Lifetime), _time).Set(
                1,
                1,
                new EntryTerms(cost, TimeSpan.FromSeconds(seconds))
            )
        );

    private void RunRandomly(Random random, EvictionPolicy policy)
    {
        int entriesMax = random.Next(1, 20);
        long weightMax = random.Next(1, 60);
        BoundedCache<int, int> cache = new(
            new BoundedCacheOptions(entriesMax, Lifetime, weightMax, policy),
            _time,
            (_, value) => value % 10
        );
        Dictionary<int, int> held = new();
        List<EvictedEntry<int, int>> evicted = new();
        for (int step = 0; step < 500; step++)
        {
            int key = random.Next(40);
            switch (random.Next(6))
            {
                case 0:
                    Assert.Equal(held.Remove(key), cache.Remove(key));
                    break;
                case < 4:
                    Assert.Equal(held.TryGetValue(key, out int expected), cache.TryGet(key, out int found));
                    Assert.Equal(expected, found);
                    break;
                default:
                    held[key] = random.Next(100);
                    cache.Set(key, held[key], new EntryTerms(1 + random.Next(9)), evicted);
                    foreach (EvictedEntry<int, int> entry in evicted)
                        Assert.True(held.Remove(entry.Key, out int left) && left == entry.Value);
                    evicted.Clear();
                    break;
            }

            Assert.Equal((held.Count, held.Values.Sum(value => (long)(value % 10))), (cache.Count, cache.Weight));
            Assert.True(cache.Count <= entriesMax && cache.Weight <= weightMax);
        }
    }
}
