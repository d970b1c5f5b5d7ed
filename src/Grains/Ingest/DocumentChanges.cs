using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Ingest;

/// <summary>What is changed of a document that answers, everywhere: in its record, and in every replica that may answer.</summary>
/// <param name="grains">Reaches the collection.</param>
/// <param name="view">Says whether the caller sees the document.</param>
/// <param name="writers">Write the change.</param>
/// <param name="followers">Bring it to the replicas.</param>
internal sealed class DocumentChanges(IGrainFactory grains, DocumentView view, ShardWriters writers, ShardFollowers followers)
{
    /// <summary>Deletes the document; when this returns, no answer uses it.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="id">The document.</param>
    /// <param name="generation">The only version that is to be deleted; null for whichever is the latest.</param>
    /// <param name="deleted">What is done as soon as the deletion is committed.</param>
    /// <param name="cancellationToken">Ends the wait; a deletion that is committed stays.</param>
    /// <exception cref="RagException">NotFound: there is none that the caller sees. Conflict: the latest version is another
    /// one.</exception>
    internal async Task DeleteAsync(
        CollectionId collection,
        DocumentId id,
        long? generation,
        Func<Task> deleted,
        CancellationToken cancellationToken
    )
    {
        ShardSlot slot = await SlotAsync(collection, id, cancellationToken);
        await view.GetAsync(collection, id, cancellationToken);
        // If nothing is left to delete by now, an attempt that seemed to fail, or somebody else, was quicker.
        await writers.DeleteAsync(slot, id, generation, cancellationToken);
        await deleted();
        await followers.CatchUpAsync(slot, cancellationToken);
    }

    /// <summary>Says who may see the document; when this returns, every query is answered by that.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="id">The document.</param>
    /// <param name="acl">The list; null to bring the one that an upload gave the document to the version that answers.</param>
    /// <param name="cancellationToken">Ends the wait; a list that is committed stays.</param>
    /// <exception cref="RagException">NotFound: there is none that the caller sees.</exception>
    internal async Task SetAclAsync(CollectionId collection, DocumentId id, DocumentAcl? acl, CancellationToken cancellationToken)
    {
        ShardSlot slot = await SlotAsync(collection, id, cancellationToken);
        // An upload may have shut out its own sender, and what it says holds all the same.
        if (acl is not null)
            await view.GetAsync(collection, id, cancellationToken);
        if (await writers.SetAclAsync(slot, id, acl, cancellationToken) is null && acl is not null)
            throw RagException.NotFound("document", id.Value);
        await followers.CatchUpAsync(slot, cancellationToken);
    }

    private async Task<ShardSlot> SlotAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken)
    {
        CollectionSettings settings = await grains.GetGrain<ICollectionGrain>(collection.ToString()).GetSettingsAsync(cancellationToken);
        return ShardSlot.Of(collection, id, settings.ShardCount);
    }
}
