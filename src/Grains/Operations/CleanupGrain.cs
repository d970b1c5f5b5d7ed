using RagCluster.Grains.Interfaces.Operations;
using RagCluster.Storage;

namespace RagCluster.Grains.Operations;

/// <summary>Cleans the store, once at a time in the whole cluster.</summary>
internal sealed class CleanupGrain(IDocumentStore store) : Grain, ICleanupGrain
{
    /// <inheritdoc/>
    public async Task<CleanupResult> CleanAsync(CancellationToken cancellationToken)
    {
        StoreCleanup removed = await store.CleanAsync(cancellationToken);
        return new CleanupResult(removed.Jobs, removed.CachedValues, removed.Contents);
    }

    /// <inheritdoc/>
    public async Task<long?> CompactAsync(CancellationToken cancellationToken) =>
        await store.CompactAsync(cancellationToken) is { } done ? done.BytesBefore - done.BytesAfter : null;
}
