using RagCluster.Cache.Traces;
using RagCluster.Caching.Eviction;

namespace RagCluster.Caching.Tests.Eviction;

/// <summary>Whoever has an adaptive cache's window sees what its simulations choose and may hold it.</summary>
public sealed class CacheWindowTests
{
    private const int Entries = 200;

    private readonly List<WindowChange> _changes = [];
    private readonly CacheWindow _window;
    private readonly BoundedCache<int, int> _cache;

    public CacheWindowTests()
    {
        _window = new CacheWindow(_changes.Add);
        _cache = new(
            new BoundedCacheOptions(Entries, TimeSpan.FromDays(1), Policy: EvictionPolicy.Adaptive) { Window = _window },
            new ManualTime()
        );
    }

    [Fact]
    public void EveryChange_IsReportedWithTheCostsThatItFollowsFrom()
    {
        Assert.Equal(CacheWindow.ShareStart, _window.Share);
        // The same keys again and again: an LRU finds none of them.
        Replay(CacheTrace.Loop(Entries, 20_000));
        Assert.NotEmpty(_changes);
        double at = CacheWindow.ShareStart;
        foreach (WindowChange change in _changes)
        {
            Assert.Equal(at, change.From);
            Assert.Equal(CacheWindow.Shares, change.Losses.Select(loss => loss.Share));
            double best = change.Losses.Min(loss => loss.Cost);
            Assert.Equal(best, change.Losses.Single(loss => loss.Share == change.To).Cost);
            Assert.True(best < change.Losses.Single(loss => loss.Share == change.From).Cost);
            at = change.To;
        }

        Assert.Equal(at, _window.Share);
        Assert.True(at < CacheWindow.ShareStart);
    }

    [Fact]
    public void AHeldWindow_Stays_AndIsUsed_UntilItIsReleased()
    {
        _window.Hold(0.9);
        Assert.Equal(1, _window.Share);
        Replay(CacheTrace.Loop(Entries, 20_000));
        Assert.Equal(1, _window.Share);
        Assert.Empty(_changes);
        // With all of it as the window the cache is an LRU, which such a loop defeats.
        Assert.Equal(0, _cache.Counters.Hits);
        _cache.Clear();
        Replay(CacheTrace.Loop(Entries, 20_000));
        Assert.Equal(0, _cache.Counters.Hits);
        _window.Release();
        Replay(CacheTrace.Loop(Entries, 20_000));
        Assert.NotEmpty(_changes);
        Assert.True(_cache.Counters.Hits > 5_000);
    }

    [Fact]
    public void TheWindow_OutlivesTheEntries()
    {
        _window.Hold(0.02);
        Assert.Equal(0.01, _window.Share);
        Replay(CacheTrace.Loop(Entries, 2_000));
        Assert.NotEmpty(_cache.TakeAll());
        _cache.Clear();
        Replay(CacheTrace.Loop(Entries, 2_000));
        Assert.Equal(0.01, _window.Share);
    }

    private void Replay(CacheTrace trace)
    {
        foreach (int key in trace.Keys)
        {
            if (!_cache.TryGet(key, out _))
                _cache.Set(key, key);
        }
    }
}
