using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Caching.Eviction;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Storage.Caching;

namespace RagCluster.Grains.Caching;

/// <summary>
/// Keeps its part of the third tier (<see cref="ColdPartition"/>): takes what the tier above hands down, as far as the store keeps up.
/// </summary>
internal sealed partial class ColdCacheGrain(
    ICacheStore store,
    IOptions<CacheOptions> options,
    CachePartitions partitions,
    CacheWindows windows,
    TimeProvider time,
    ILogger<ColdCacheGrain> log
) : Grain, IColdCacheGrain
{
    private const int Tier = 3;

    // A store that can't keep up is not to be made slower: beyond, entries are given up.
    private const int WritesMax = 4;
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);

    private ColdPartition _entries = null!;
    private int _writes;

    private int Partition => (int)this.GetPrimaryKeyLong();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        CacheOptions limits = options.Value;
        BoundedCacheOptions bounds = new(CachePartitions.Share(limits.L3Entries), limits.L3TimeToLive, Policy: limits.EvictionPolicy)
        {
            Window = windows.Open(Tier, Partition),
        };
        _entries = new ColdPartition(Partition, store, bounds, time, count => partitions.Evicted(Tier, count));
        await _entries.SweepAsync(cancellationToken);
        partitions.Add(Tier, Partition, () => _entries.Count);
        this.RegisterGrainTimer(_entries.SweepAsync, new GrainTimerCreationOptions(SweepPeriod, SweepPeriod));
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        partitions.Remove(Tier, Partition);
        windows.Close(Tier, Partition);
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CacheEntry?> FindAsync(byte[] key, CancellationToken cancellationToken) => _entries.FindAsync(key, cancellationToken);

    /// <inheritdoc/>
    public async Task PutAsync(CacheEntry entry)
    {
        if (_writes >= WritesMax)
            return;
        _writes++;
        try
        {
            await TakeAsync(entry, CancellationToken.None);
        }
        finally
        {
            _writes--;
        }
    }

    /// <inheritdoc/>
    public async Task<int> TakeOverAsync(CacheEntry[] entries, CancellationToken cancellationToken)
    {
        int held = 0;
        foreach (CacheEntry entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await TakeAsync(entry, cancellationToken);
            held += _entries.Contains(entry) ? 1 : 0;
        }

        return held;
    }

    private async Task TakeAsync(CacheEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await _entries.PutAsync(entry, cancellationToken);
        }
        catch (Exception notWritten) when (notWritten is RagException or OperationCanceledException)
        {
            LogNotWritten(notWritten, Partition);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Part {Partition} of the cold cache did not write an entry")]
    private partial void LogNotWritten(Exception error, int partition);
}
