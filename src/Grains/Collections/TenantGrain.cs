using Orleans.Concurrency;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Storage;

namespace RagCluster.Grains.Collections;

/// <summary>Lists a tenant's collections from the store, on the silo that was asked.</summary>
[StatelessWorker]
internal sealed class TenantGrain(IDocumentStore store) : Grain, ITenantGrain
{
    /// <inheritdoc/>
    public async Task<CollectionState[]> ListCollectionsAsync(CancellationToken cancellationToken) =>
        await SeenCollections.CountAsync(
            store,
            await store.ListCollectionsAsync(this.GetPrimaryKeyString(), cancellationToken),
            cancellationToken
        );
}
