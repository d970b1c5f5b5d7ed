using System.Numerics;

namespace RagCluster.Caching.Eviction;

/// <summary>
/// Chooses the window's share by simulation: small caches of a sample of the keys run beside the real one, each with another share, and
/// the share of the one that saved most lately is taken. After Waldspurger, Saemundsson, Ahmad and Park, "Cache Modeling and Optimization using
/// Miniature Simulations" (USENIX ATC 2017), and the indicator and climber of Einziger, Eytan, Friedman and Manes, "Adaptive Software Cache
/// Management" (Middleware 2018), which need more requests to find a new optimum.
/// </summary>
internal sealed class WindowChooser
{
    /// <summary>The window's share at the start: W-TinyLFU's 1 %.</summary>
    internal const double ShareStart = 0.01;

    // A simulated cache of some hundred entries tells hit rates apart by about one per cent.
    private const int SimulatedEntries = 256;
    private const double Memory = 0.7;

    // A change moves entries between the queues: it has to be worth it.
    private const double Advantage = 1.01;
    private static readonly double[] Shares = [ShareStart, 0.1, 0.4, 1];
    private readonly ShadowCache[] _shadows;
    private readonly int _sampling;
    private int _asked;

    /// <summary>Prepares the simulations.</summary>
    /// <param name="sketch">The real cache's counts.</param>
    /// <param name="entries">The entries of the real cache.</param>
    internal WindowChooser(FrequencySketch sketch, int entries)
    {
        Entries = entries;
        _shadows = [.. Shares.Select(share => new ShadowCache(sketch, share))];
        _sampling = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, entries / SimulatedEntries));
    }

    /// <summary>The entries of the real cache for which the simulations were made.</summary>
    internal int Entries { get; }

    /// <summary>The window's share to use.</summary>
    internal double Share { get; private set; } = ShareStart;

    /// <summary>Notes that the real cache was asked for a key.</summary>
    internal void Ask(int hash)
    {
        if (!IsSampled(hash))
            return;
        foreach (ShadowCache shadow in _shadows)
            shadow.Ask(hash);
        if (++_asked < Entries / _sampling)
            return;
        _asked = 0;
        Choose();
    }

    /// <summary>Notes that an entry is in the real cache after it was asked for.</summary>
    internal void Add(Slot slot)
    {
        if (!IsSampled(slot.Hash))
            return;
        foreach (ShadowCache shadow in _shadows)
            shadow.Add(slot, Math.Max(2, Entries / _sampling));
    }

    private void Choose()
    {
        ShadowCache best = _shadows.MaxBy(shadow => shadow.Saved)!;
        if (best.Saved > Advantage * _shadows.First(shadow => shadow.Share == Share).Saved)
            Share = best.Share;
        foreach (ShadowCache shadow in _shadows)
            shadow.Saved *= Memory;
    }

    private bool IsSampled(int hash) => ((((uint)hash * 0x9E3779B1) >> 12) & (uint)(_sampling - 1)) == 0;
}
