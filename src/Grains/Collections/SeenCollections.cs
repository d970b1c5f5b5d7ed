using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Storage;

namespace RagCluster.Grains.Collections;

/// <summary>Collections with the counts of what the caller sees.</summary>
internal static class SeenCollections
{
    /// <summary>Counts anew for a caller who does not see everything.</summary>
    internal static async Task<CollectionState[]> CountAsync(
        IDocumentStore store,
        IReadOnlyList<CollectionState> all,
        CancellationToken cancellationToken
    )
    {
        if (Caller.Current.View is not { } view)
            return [.. all];
        CollectionState[] seen = new CollectionState[all.Count];
        for (int i = 0; i < seen.Length; i++)
            seen[i] = await store.CountSeenAsync(all[i], view, cancellationToken);
        return seen;
    }
}
