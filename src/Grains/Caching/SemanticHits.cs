using Microsoft.Extensions.Logging;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Semantic;
using RagCluster.Caching.Tiers;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Caching;

/// <summary>
/// The answer to a near question, where the tiers have none to the question itself and <see cref="CacheOptions.SemanticThreshold"/> allows it. Both
/// questions share all of the key but their words, so the answer is of the same state, tenant, access scope, models and options.
/// </summary>
/// <param name="tiers">Where answers are kept.</param>
/// <param name="semantic">The questions asked before.</param>
/// <param name="embeddings">Embeds questions.</param>
/// <param name="log">Says why a question was not embedded.</param>
internal sealed partial class SemanticHits(CacheTiers tiers, SemanticTier semantic, QueryEmbeddings embeddings, ILogger<SemanticHits> log)
{
    /// <summary>What the tiers have, or what they have for a near question, or what is made.</summary>
    /// <param name="key">The query's key.</param>
    /// <param name="request">The query.</param>
    /// <param name="make">Makes its answer.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    internal async Task<CachedResult<CachedQuery>> GetOrMakeAsync(
        QueryKey key,
        SearchRequest request,
        Func<CancellationToken, Task<CachedQuery>> make,
        CancellationToken cancellationToken
    )
    {
        if (semantic.Questions is not { } questions || !IsFor(request))
            return await tiers.GetOrMakeAsync(key.Key, make, cancellationToken);
        CacheKey scope = key.Parts.EncodeScope();
        float[]? embedding = null;
        CachedResult<CachedQuery> result = await tiers.GetOrMakeAsync(key.Key, FindOrMakeAsync, cancellationToken);
        // Only now, when the tiers have it.
        if (result is { Tier: null, IsShared: false } && embedding is not null && tiers.Keeps(result.Value))
            questions.Add(scope, key.Key, key.Parts.Query, embedding);
        return result;

        async Task<CachedQuery> FindOrMakeAsync(CancellationToken token)
        {
            embedding = await EmbedAsync(key, request, token);
            CachedQuery? near =
                embedding is not null && questions.Find(scope, key.Parts.Query, embedding) is { } found
                    ? await AnswerAsync(scope, found, token)
                    : null;
            if (embedding is not null)
                semantic.Asked(key.Key.Kind, near is not null);
            return near ?? await make(token);
        }
    }

    // Who asks for words wants those words, and a turn of a conversation means little without the ones before.
    private static bool IsFor(SearchRequest request) =>
        !request.RefusesSemanticHits && request.Mode != SearchMode.Bm25 && request.History is [];

    private async Task<CachedQuery?> AnswerAsync(CacheKey scope, NearQuestion near, CancellationToken cancellationToken)
    {
        if (await tiers.FindAsync(near.Key, cancellationToken) is { } known)
            return known with { Search = known.Search with { AnsweredQuery = near.Question } };
        semantic.Questions!.Remove(scope, near.Key);
        return null;
    }

    // The search embeds the question too, from the cache then, and says so when it can't.
    private async Task<float[]?> EmbedAsync(QueryKey key, SearchRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await embeddings.EmbedAsync(request.Collection, key.Settings, request.Query, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException or RagException { Kind: ErrorKind.Unavailable or ErrorKind.Overloaded })
        {
            LogNotEmbedded(error);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A question was not embedded; no near one is looked for")]
    private partial void LogNotEmbedded(Exception error);
}
