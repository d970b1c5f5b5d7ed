using RagCluster.Caching.Eviction;

namespace RagCluster.Caching.Tests.Eviction;

public sealed class BoundedCacheTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);
    private readonly ManualTime _time = new();

    [Fact]
    public void ASmallerShare_EvictsAtOnce_AndHoldsUntilItIsWholeAgain()
    {
        BoundedCache<int, string> cache = new(new BoundedCacheOptions(100, TimeSpan.FromHours(1), 1_000), _time, (_, _) => 10);
        for (int i = 0; i < 100; i++)
            cache.Set(i, "x");
        Assert.Equal((100, 1_000), (cache.Count, cache.Weight));
        cache.Share = 0.25;
        Assert.Equal((25, 250), (cache.Count, cache.Weight));
        for (int i = 200; i < 300; i++)
            cache.Set(i, "x");
        Assert.Equal(25, cache.Count);
        cache.Share = 0.001;
        Assert.Equal(0, cache.Count);
        cache.Set(1, "x");
        Assert.Equal(0, cache.Count);
        cache.Share = 1;
        for (int i = 0; i < 200; i++)
            cache.Set(i, "x");
        Assert.Equal(100, cache.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => cache.Share = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => cache.Share = 1.1);
    }

    [Fact]
    public void FullCache_DropsTheLeastRecentlyUsed()
    {
        BoundedCache<string, int> cache = new(new BoundedCacheOptions(2, Lifetime), _time);
        cache.Set("a", 1);
        cache.Set("b", 2);
        Assert.True(cache.TryGet("a", out _));
        cache.Set("c", 3);
        Assert.False(cache.TryGet("b", out _));
        Assert.True(cache.TryGet("a", out int value));
        Assert.Equal(1, value);
        Assert.Equal(new CacheCounters(2, 1, 1), cache.Counters);
    }

    [Fact]
    public void OldEntry_IsNotReturnedHoweverOftenItWasRead()
    {
        BoundedCache<string, int> cache = new(new BoundedCacheOptions(2, Lifetime), _time);
        cache.Set("a", 1);
        _time.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.True(cache.TryGet("a", out _));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(cache.TryGet("a", out _));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void HeavyValue_TakesThePlaceOfSeveralOrIsNotCached()
    {
        BoundedCache<string, long> cache = new(new BoundedCacheOptions(10, Lifetime, 10), _time, (_, weight) => weight);
        cache.Set("a", 4);
        cache.Set("b", 4);
        cache.Set("c", 8);
        Assert.Equal((1, 8L), (cache.Count, cache.Weight));
        cache.Set("c", 11);
        Assert.Equal((0, 0L), (cache.Count, cache.Weight));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public void LimitBelowOne_IsRefused(int entries, int seconds, long weight) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new BoundedCache<int, int>(new BoundedCacheOptions(entries, TimeSpan.FromSeconds(seconds), weight), _time)
        );

    [Fact]
    public void RandomOperations_EqualAModel()
    {
        for (int seed = 0; seed < 200; seed++)
            RunAgainstModel(new Random(seed));
    }

    [Theory]
    [InlineData(EvictionPolicy.Lru)]
    [InlineData(EvictionPolicy.Lfu)]
    [InlineData(EvictionPolicy.Adaptive)]
    public void ManyThreads_KeepTheLimits(EvictionPolicy policy)
    {
        BoundedCache<int, int> cache = new(new BoundedCacheOptions(50, Lifetime, Policy: policy), _time);
        Parallel.For(
            0,
            4,
            thread =>
            {
                Random random = new(thread);
                for (int i = 0; i < 20_000; i++)
                {
                    int key = random.Next(100);
                    if (cache.TryGet(key, out int value))
                        Assert.Equal(key * 7, value);
                    else
                        cache.Set(key, key * 7);
                }
            }
        );
        Assert.Equal(50, cache.Count);
        Assert.Equal(80_000, cache.Counters.Hits + cache.Counters.Misses);
    }

    private static void RunAgainstModel(Random random)
    {
        ManualTime time = new();
        int entriesMax = random.Next(1, 8);
        long weightMax = random.Next(1, 30);
        BoundedCache<int, int> cache = new(new BoundedCacheOptions(entriesMax, Lifetime, weightMax), time, (_, value) => value % 10);
        List<(int Key, int Value, long SetAt)> model = new();
        for (int step = 0; step < 300; step++)
        {
            int key = random.Next(12);
            int place = model.FindIndex(entry => entry.Key == key);
            bool fresh = place >= 0 && time.GetTimestamp() - model[place].SetAt < Lifetime.Ticks;
            switch (random.Next(8))
            {
                case 0:
                    time.Advance(TimeSpan.FromSeconds(random.Next(5)));
                    break;
                case 1:
                    Assert.Equal(fresh, cache.Remove(key));
                    model.RemoveAll(entry => entry.Key == key);
                    break;
                case < 5:
                    Assert.Equal(fresh, cache.TryGet(key, out int found));
                    if (place >= 0)
                    {
                        (int Key, int Value, long SetAt) entry = model[place];
                        model.RemoveAt(place);
                        if (fresh)
                        {
                            Assert.Equal(entry.Value, found);
                            model.Insert(0, entry);
                        }
                    }

                    break;
                default:
                    int value = random.Next(100);
                    cache.Set(key, value);
                    model.RemoveAll(entry => entry.Key == key);
                    if (value % 10 > weightMax)
                        break;
                    model.Insert(0, (key, value, time.GetTimestamp()));
                    while (model.Count > entriesMax || model.Sum(entry => entry.Value % 10) > weightMax)
                        model.RemoveAt(model.Count - 1);
                    break;
            }

            Assert.Equal((model.Count, model.Sum(entry => (long)(entry.Value % 10))), (cache.Count, cache.Weight));
        }
    }
}
