using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>Remembers where grains were last found. When full, what was not asked for since it was last full is forgotten.</summary>
internal sealed class GrainLocationCache
{
    private const int GenerationCapacity = 50_000;

    private volatile ConcurrentDictionary<GrainId, SiloAddress> _young = new();
    private volatile ConcurrentDictionary<GrainId, SiloAddress> _old = new();
    private int _count;

    public SiloAddress? Find(GrainId grain)
    {
        if (_young.TryGetValue(grain, out SiloAddress? silo))
            return silo;
        if (!_old.TryGetValue(grain, out silo))
            return null;
        Set(grain, silo);
        return silo;
    }

    public void Set(GrainId grain, SiloAddress silo)
    {
        ConcurrentDictionary<GrainId, SiloAddress> young = _young;
        if (!young.TryAdd(grain, silo))
        {
            young[grain] = silo;
            return;
        }

        if (Interlocked.Increment(ref _count) < GenerationCapacity)
            return;
        Interlocked.Exchange(ref _count, 0);
        _old = young;
        _young = new();
    }

    /// <summary>Forgets a place that was found to be wrong, unless another is known by now.</summary>
    public void Remove(GrainId grain, SiloAddress silo)
    {
        if (_young.TryRemove(KeyValuePair.Create(grain, silo)))
            Interlocked.Decrement(ref _count);
        _old.TryRemove(KeyValuePair.Create(grain, silo));
    }
}
