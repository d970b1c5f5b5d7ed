using Microsoft.Extensions.DependencyInjection;
using RagCluster.Cache.Traces;
using RagCluster.Caching.Eviction;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Tuning;

namespace RagCluster.Grains.Tests.Tuning;

/// <summary>What the simulations of a cache choose is seen, taken back and released like every other knob.</summary>
public sealed class CacheWindowsTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private const int Entries = 200;
    private const int Part = 999;
    private const string Name = "cache_window/L2/999";

    [Fact]
    public async Task TheGrain_TellsTheWindowsChange_TakesItBack_AndReleasesIt()
    {
        CacheWindows windows = cluster.Services.GetRequiredService<CacheWindows>();
        CacheWindow window = windows.Open(2, Part);
        BoundedCache<int, int> cache = new(
            new BoundedCacheOptions(Entries, TimeSpan.FromDays(1), Policy: EvictionPolicy.Adaptive) { Window = window },
            TimeProvider.System
        );
        ITuningGrain grain = cluster.Grains.GetGrain<ITuningGrain>(cluster.Silos.Primary!.SiloAddress.ToParsableString());
        Assert.DoesNotContain(await grain.ListAsync(CancellationToken.None), knob => knob.Name == Name);

        Replay(cache);
        KnobState turned = (await grain.ListAsync(CancellationToken.None)).Single(knob => knob.Name == Name);
        Assert.Equal((true, false, window.Share), (turned.IsOn, turned.IsHeld, turned.Value));
        Assert.Equal((1.0, turned.Min, turned.Max), (turned.Changes[0].From, 0.01, 1.0));
        Assert.Contains("with a window of 0.01", turned.Changes[0].Reason, StringComparison.Ordinal);

        KnobState reverted = await grain.RevertAsync(Name, 1, CancellationToken.None);
        Assert.Equal((1.0, true), (reverted.Value, reverted.IsHeld));
        Replay(cache);
        Assert.Equal(1, window.Share);
        Assert.Equal(
            reverted.Changes.Length,
            (await grain.ListAsync(CancellationToken.None)).Single(knob => knob.Name == Name).Changes.Length
        );

        Assert.False((await grain.ReleaseAsync(Name, CancellationToken.None)).IsHeld);
        Replay(cache);
        Assert.True(window.Share < 1);
        windows.Close(2, Part);
        Assert.DoesNotContain(await grain.ListAsync(CancellationToken.None), knob => knob.Name == Name);
    }

    // The same keys again and again: a cache that is all window finds none of them.
    private static void Replay(BoundedCache<int, int> cache)
    {
        foreach (int key in CacheTrace.Loop(Entries, 20_000).Keys)
        {
            if (!cache.TryGet(key, out _))
                cache.Set(key, key);
        }
    }
}
