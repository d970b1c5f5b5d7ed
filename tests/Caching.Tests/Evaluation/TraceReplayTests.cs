using RagCluster.Cache.Traces;
using RagCluster.Caching.Eviction;

namespace RagCluster.Caching.Tests.Evaluation;

public sealed class TraceReplayTests
{
    // The benchmark's. Popularity that shifts every 20 times the cache's entries is the worst for the policy: it is up to 0.5 points below
    // LRU.
    private const int Length = 1_000_000;

    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(10_000, 7)]
    public void Adaptive_IsNeverBelowLruAndNearTheOptimum(int entries, int seed)
    {
        List<double> shares = new();
        foreach (CacheTrace trace in CacheTrace.All(entries, Length, seed))
        {
            double adaptive = TraceReplay.HitRate(trace, entries, EvictionPolicy.Adaptive);
            double lru = TraceReplay.HitRate(trace, entries, EvictionPolicy.Lru);
            double optimum = TraceReplay.OptimalHitRate(trace, entries);
            Assert.True(adaptive >= lru, $"{trace.Name}: {adaptive} is below {lru}.");
            Assert.True(adaptive <= optimum, $"{trace.Name}: {adaptive} is above the optimum {optimum}.");
            shares.Add(adaptive / optimum);
        }

        Assert.True(shares.Average() >= 0.9, $"{shares.Average()} of the optimum: {string.Join(", ", shares)}");
    }

    [Fact]
    public void Optimum_EqualsTheBestOfAllChoices()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            int[] keys = [.. Enumerable.Range(0, 8).Select(_ => random.Next(5))];
            int entries = random.Next(1, 3);
            double optimum = TraceReplay.OptimalHitRate(new CacheTrace("random", keys), entries);
            Assert.Equal(MostHits(keys, 0, [], entries), (int)Math.Round(optimum * keys.Length));
        }
    }

    [Fact]
    public void SameSeed_GivesTheSameTraces()
    {
        foreach ((CacheTrace one, CacheTrace other) in CacheTrace.All(50, 2_000, 3).Zip(CacheTrace.All(50, 2_000, 3)))
            Assert.Equal(one.Keys, other.Keys);
    }

    // Tries every entry that could leave, the new one too.
    private static int MostHits(int[] keys, int place, HashSet<int> held, int entries)
    {
        if (place == keys.Length)
            return 0;
        int key = keys[place];
        if (held.Contains(key))
            return 1 + MostHits(keys, place + 1, held, entries);
        HashSet<int> grown = [.. held, key];
        return grown.Count <= entries
            ? MostHits(keys, place + 1, grown, entries)
            : grown.Max(left => MostHits(keys, place + 1, [.. grown.Where(other => other != left)], entries));
    }
}
