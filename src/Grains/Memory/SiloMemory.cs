using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Ingest;
using RagCluster.Inference;
using RagCluster.Planning.Topology.Memory;

namespace RagCluster.Grains.Memory;

/// <summary>
/// Has this silo give memory back as it fills: the tiers of the cache that are in memory, the devices' batches, and ingest. Used by one
/// caller at a time.
/// </summary>
public sealed partial class SiloMemory
{
    private readonly CacheTiers _caches;
    private readonly InferenceRuntime _runtime;
    private readonly StepBreakers _ingest;
    private readonly MemoryPressure _pressure;
    private readonly TimeProvider _time;
    private readonly ILogger<SiloMemory> _log;

    /// <summary>Knows the silo's parts.</summary>
    internal SiloMemory(
        CacheTiers caches,
        InferenceRuntime runtime,
        StepBreakers ingest,
        IOptions<MemoryOptions> options,
        TimeProvider time,
        ILogger<SiloMemory> log
    )
    {
        _caches = caches;
        _runtime = runtime;
        _ingest = ingest;
        _pressure = new MemoryPressure(
            new MemoryTargets { TightShare = options.Value.TightShare, CriticalShare = options.Value.CriticalShare }
        );
        _time = time;
        _log = log;
    }

    /// <summary>How full the memory is: 0 there is room, 1 caches and batches are smaller, 2 ingest pauses too.</summary>
    public int Level => (int)_pressure.Level;

    /// <summary>The share of its memory that the process held when it was last asked; 0 before.</summary>
    public double UsedShare { get; private set; }

    /// <summary>Gives back what should be, or takes it again.</summary>
    /// <param name="usedShare">The share of its memory that the process uses now.</param>
    /// <returns>Whether more than before was given back: the heap holds it still.</returns>
    public bool Apply(double usedShare)
    {
        UsedShare = usedShare;
        MemoryLevel before = _pressure.Level;
        MemoryRelief relief = _pressure.Advise(usedShare, _time.GetUtcNow());
        if (relief.Level == before)
            return false;
        _caches.Shrink(relief.CacheShare);
        _runtime.BatchShare = relief.BatchShare;
        _ingest.IsPaused = relief.PausesIngest;
        LogLevelChanged(usedShare, relief.Level, relief.CacheShare, relief.BatchShare, relief.PausesIngest);
        return relief.Level > before;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The process holds {Share:P0} of its memory, which is {Memory}: caches may use {Caches:P0} of their limits, batches hold "
            + "{Batches:P0} of their tokens, ingest pauses: {Pauses}"
    )]
    private partial void LogLevelChanged(double share, MemoryLevel memory, double caches, double batches, bool pauses);
}
