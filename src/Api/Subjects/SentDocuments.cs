using System.Runtime.CompilerServices;
using RagCluster.Access;
using RagCluster.Api.Documents;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.Subjects;

/// <summary>The documents whose latest version a subject sent, over all collections of its tenant.</summary>
internal sealed class SentDocuments(IGrainFactory grains, Principal who)
{
    private const int PageSize = 500;

    /// <summary>Lists them, by collection and id. It reads the tenant's collections whole.</summary>
    internal async IAsyncEnumerable<Document> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CollectionId collection in await CollectionsAsync(cancellationToken))
        {
            DocumentId? after = null;
            Document[] page;
            do
            {
                page = await Catalog(collection).ListSentAsync(who.Name, after, PageSize, cancellationToken);
                foreach (Document document in page)
                    yield return document;
                after = page.LastOrDefault()?.Id;
            } while (page.Length == PageSize);
        }
    }

    /// <summary>Deletes them as their sender could.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (Document document in ListAsync(cancellationToken))
        {
            try
            {
                await grains.GetGrain<IDocumentGrain>($"{document.Collection}/{document.Id}").DeleteWithRetryAsync(null, cancellationToken);
                count++;
            }
            catch (RagException gone) when (gone.Kind == ErrorKind.NotFound)
            {
                // Somebody else deleted it just now.
            }
        }

        return count;
    }

    /// <summary>Leaves them as they are, and forgets who sent them.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (CollectionId collection in await CollectionsAsync(cancellationToken))
            count += await Catalog(collection).ForgetSenderAsync(who.Name, cancellationToken);
        return count;
    }

    private async Task<CollectionId[]> CollectionsAsync(CancellationToken cancellationToken) =>
        Array.ConvertAll(await grains.GetGrain<ITenantGrain>(who.Tenant).ListCollectionsAsync(cancellationToken), state => state.Id);

    private ICatalogGrain Catalog(CollectionId collection) => grains.GetGrain<ICatalogGrain>(collection.ToString());
}
