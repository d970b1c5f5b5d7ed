using Orleans.Concurrency;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>Lists a collection's documents from the store, on the silo that was asked.</summary>
[StatelessWorker]
internal sealed class CatalogGrain(IDocumentStore store) : Grain, ICatalogGrain
{
    /// <inheritdoc/>
    public async Task<Document[]> ListDocumentsAsync(
        DocumentState? state,
        DocumentId? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        CollectionId id = CollectionId.Parse(this.GetPrimaryKeyString());
        if (await store.FindCollectionAsync(id, cancellationToken) is null)
            throw RagException.NotFound("collection", id.Name);
        return [.. await store.ListDocumentsAsync(id, state, after, limit, cancellationToken)];
    }
}
