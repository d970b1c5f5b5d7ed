using System.Numerics;

namespace RagCluster.Caching.Eviction;

/// <summary>
/// Chooses the share of a <see cref="CacheWindow"/> by simulation: small caches of a sample of the keys run beside the real one, each with
/// another share, and the share of the one whose misses cost least lately is taken. After Waldspurger, Saemundsson, Ahmad and Park, "Cache
/// Modeling and Optimization using Miniature Simulations" (USENIX ATC 2017), and the indicator and climber of Einziger, Eytan, Friedman and
/// Manes, "Adaptive Software Cache Management" (Middleware 2018), which need more requests to find a new optimum.
/// </summary>
internal sealed class WindowChooser
{
    // A simulated cache of some hundred entries tells rates of misses apart by some per cent.
    private const int SimulatedEntries = 512;
    private const double Memory = 0.5;

    // A change moves entries between the queues, and what was best before popularity shifts is worst when it does: it has to be worth it.
    private const double Advantage = 1.1;

    private readonly CacheWindow _window;
    private readonly ShadowCache[] _shadows;
    private readonly int _sampling;
    private int _asked;

    /// <summary>Prepares the simulations.</summary>
    /// <param name="window">The real cache's window.</param>
    /// <param name="sketch">Its counts.</param>
    /// <param name="entries">The entries of the real cache.</param>
    internal WindowChooser(CacheWindow window, FrequencySketch sketch, int entries)
    {
        _window = window;
        Entries = entries;
        _shadows = [.. CacheWindow.Shares.Select(share => new ShadowCache(sketch, share))];
        _sampling = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, entries / SimulatedEntries));
    }

    /// <summary>The entries of the real cache for which the simulations were made.</summary>
    internal int Entries { get; }

    /// <summary>Notes that the real cache was asked for a key.</summary>
    internal void Ask(int hash)
    {
        if (IsSampled(hash))
        {
            foreach (ShadowCache shadow in _shadows)
                shadow.Ask(hash);
        }

        // All requests are counted, not those of the sample: one question that many ask would pass for as much evidence as they are.
        if (++_asked < Entries)
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
        ShadowCache best = _shadows.MinBy(shadow => shadow.Lost)!;
        double present = _window.Share;
        if (best.Lost * Advantage < _shadows.First(shadow => shadow.Share == present).Lost)
            _window.Choose(best.Share, Array.ConvertAll(_shadows, shadow => new WindowLoss(shadow.Share, shadow.Lost)));
        foreach (ShadowCache shadow in _shadows)
            shadow.Lost *= Memory;
    }

    private bool IsSampled(int hash) => ((((uint)hash * 0x9E3779B1) >> 12) & (uint)(_sampling - 1)) == 0;
}
