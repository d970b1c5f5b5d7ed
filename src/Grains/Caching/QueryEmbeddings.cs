using RagCluster.Caching.Keys;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Inference.Models;

namespace RagCluster.Grains.Caching;

/// <summary>
/// Embeddings of queries, from the cache where it knows them. One depends on the model and the text alone: neither a write nor the asking
/// principal makes it another. Only the tenant stands in its key beside them, so that nobody can time what another tenant asks.
/// </summary>
/// <param name="tiers">Where they are kept.</param>
/// <param name="embedders">Make them.</param>
/// <param name="models">Knows the models' revisions.</param>
/// <param name="revision">What makes them on this silo.</param>
internal sealed class QueryEmbeddings(CacheTiers tiers, Embedders embedders, InstalledModels models, AnswerRevision revision)
{
    /// <summary>The embedding of a query for a collection.</summary>
    /// <exception cref="Corpus.Errors.RagException">Overloaded: every silo's queue is full. Unavailable: no silo could embed
    /// it.</exception>
    internal Task<float[]> EmbedAsync(
        CollectionId collection,
        CollectionSettings settings,
        string query,
        CancellationToken cancellationToken
    )
    {
        string text = QueryText.Normalize(query);
        return tiers.IsOn
            ? tiers.GetOrEmbedAsync(Key(collection.Tenant, settings, text), MakeAsync, cancellationToken)
            : MakeAsync(cancellationToken);

        async Task<float[]> MakeAsync(CancellationToken token) =>
            (await embedders.EmbedAsync(settings.ModelName(), EmbedRequest.Query(text), token)).Vectors[0];
    }

    // The prefix for queries is the model's own: it changes with the revision.
    private CacheKey Key(string tenant, CollectionSettings settings, string text)
    {
        ModelEntry? present = models.TryFind(settings.ModelName(), ModelKind.Embedding);
        return new CacheKeyParts
        {
            Kind = CachedKind.Embedding,
            Tenant = tenant,
            Scope = AccessScope.Unrestricted,
            Query = text,
            Models = [$"{settings.Model}@{settings.Revision}", $"{present?.Name}@{present?.Revision}"],
            Options = new Dictionary<string, string> { ["purpose"] = nameof(TextPurpose.Query), ["program"] = revision.Program },
        }.Encode();
    }
}
