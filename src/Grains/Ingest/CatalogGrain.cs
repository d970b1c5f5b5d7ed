using Orleans.Concurrency;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>Lists those of a collection's documents that the caller sees, from the store, on the silo that was asked.</summary>
[StatelessWorker]
internal sealed class CatalogGrain(IDocumentStore store) : Grain, ICatalogGrain
{
    private const int PageMin = 200;

    /// <inheritdoc/>
    public Task<Document[]> ListDocumentsAsync(DocumentState? state, DocumentId? after, int limit, CancellationToken cancellationToken) =>
        ListSeenAsync(
            (id, from, count) => store.ListDocumentsAsync(id, state, from, count, cancellationToken),
            after,
            limit,
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<Document[]> ListDocumentsBackAsync(
        DocumentState? state,
        DocumentId? before,
        int limit,
        CancellationToken cancellationToken
    ) =>
        ListSeenAsync(
            (id, from, count) => store.ListDocumentsBackAsync(id, state, from, count, cancellationToken),
            before,
            limit,
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<Document[]> ListSentAsync(string sender, DocumentId? after, int limit, CancellationToken cancellationToken) =>
        [.. await store.ListSentAsync(CollectionId.Parse(this.GetPrimaryKeyString()), sender, after, limit, cancellationToken)];

    /// <inheritdoc/>
    public Task<int> ForgetSenderAsync(string sender, CancellationToken cancellationToken) =>
        store.ForgetSenderAsync(CollectionId.Parse(this.GetPrimaryKeyString()), sender, cancellationToken);

    private async Task<Document[]> ListSeenAsync(
        Func<CollectionId, DocumentId?, int, Task<IReadOnlyList<Document>>> readAsync,
        DocumentId? from,
        int limit,
        CancellationToken cancellationToken
    )
    {
        AccessView? view = Caller.Current.View;
        CollectionId id = CollectionId.Parse(this.GetPrimaryKeyString());
        if (await store.FindCollectionAsync(id, cancellationToken) is null)
            throw RagException.NotFound("collection", id.Name);
        List<Document> seen = [];
        while (true)
        {
            // Those that are not seen leave room for others behind them: read in pages of their own, however few are wanted.
            int count = view is null ? limit : Math.Max(limit, PageMin);
            IReadOnlyList<Document> page = await readAsync(id, from, count);
            seen.AddRange(page.Where(document => view?.Sees(document.Acl) != false));
            if (seen.Count >= limit || page.Count < count)
                return [.. seen.Take(limit)];
            from = page[^1].Id;
        }
    }
}
