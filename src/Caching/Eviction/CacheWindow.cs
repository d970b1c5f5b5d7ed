namespace RagCluster.Caching.Eviction;

/// <summary>
/// The share of an adaptive cache in which new entries stay without having to be worth more than others: what its simulations chose, or
/// what somebody holds. Of one cache; outlives its entries. Thread-safe.
/// </summary>
/// <param name="changed">Is told each change that the simulations make, under the cache's lock: it must not ask the cache.</param>
public sealed class CacheWindow(Action<WindowChange>? changed = null)
{
    private readonly Lock _lock = new();
    private double _share = ShareStart;
    private bool _isHeld;

    /// <summary>
    /// The share at the start: all, which is an LRU, so that whatever is asked no LRU was better before the simulations know more.
    /// </summary>
    public static double ShareStart => Shares[^1];

    /// <summary>The shares that there are, rising. The first is W-TinyLFU's.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.01, 0.1, 0.4, 1];

    /// <summary>The share in use.</summary>
    public double Share => Volatile.Read(ref _share);

    /// <summary>Keeps a share, whatever the simulations say.</summary>
    /// <param name="share">The share; the nearest of <see cref="Shares"/> is taken.</param>
    public void Hold(double share)
    {
        lock (_lock)
        {
            Volatile.Write(ref _share, Shares.MinBy(possible => Math.Abs(possible - share)));
            _isHeld = true;
        }
    }

    /// <summary>Lets the simulations choose again, from the share that it has.</summary>
    public void Release()
    {
        lock (_lock)
            _isHeld = false;
    }

    /// <summary>The simulations prefer a share.</summary>
    internal void Choose(double share, IReadOnlyList<WindowLoss> losses)
    {
        WindowChange change;
        lock (_lock)
        {
            if (_isHeld || share == _share)
                return;
            change = new WindowChange(_share, share, losses);
            Volatile.Write(ref _share, share);
        }

        changed?.Invoke(change);
    }
}
