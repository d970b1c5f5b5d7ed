using Microsoft.Extensions.Logging;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tiers;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Query.Keeping;

/// <summary>
/// What queries found and were answered, from the tiers where they have it for the present state of the collection, or made once for all
/// who ask at the same time. An answer is kept only when the shards were searched at exactly the positions that its key names, so a hit is
/// what the search would have found. Where <see cref="CacheOptions.SemanticThreshold"/> allows it, the answer to a near question serves
/// too: both questions share all of the key but their words, so it is of the same state, tenant, access scope, models and options.
/// </summary>
/// <param name="tiers">Where answers are kept.</param>
/// <param name="semantic">The questions asked before.</param>
/// <param name="embeddings">Embeds questions.</param>
/// <param name="log">Says why a question was not embedded.</param>
internal sealed partial class AnswerCache(CacheTiers tiers, SemanticTier semantic, QueryEmbeddings embeddings, ILogger<AnswerCache> log)
{
    /// <summary>What the tiers have, or what they have for a near question, or what is made.</summary>
    /// <param name="key">The query's key; null to make it whatever the tiers have, and keep it nowhere.</param>
    /// <param name="request">The query.</param>
    /// <param name="make">Makes its answer.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    internal async Task<CachedResult<CachedQuery>> GetOrMakeAsync(
        QueryKey? key,
        SearchRequest request,
        Func<CancellationToken, Task<CachedQuery>> make,
        CancellationToken cancellationToken
    )
    {
        if (key is null)
            return new CachedResult<CachedQuery>(await make(cancellationToken), null, false);
        float[]? embedding = null;
        bool isNearEnough = semantic.Questions is not null && IsForNear(request.Options);
        CachedResult<CachedQuery> result = await tiers.Queries.GetOrMakeAsync(key.Key, MakeAsync, cancellationToken);
        // A computation that began before this caller came may have asked a replica that had not heard of a write which this caller knows
        // of; and this caller may refuse the answer to a near question.
        if (result.IsShared && (result.Value.IsOfAnotherState || result.Value.IsOfAnotherQuestion))
            result = new CachedResult<CachedQuery>(await make(cancellationToken), null, false);
        // Only now, when the tiers have it.
        if (embedding is not null && result is { Tier: null, IsShared: false } && tiers.Keep(result.Value) == Keep.Yes)
            semantic.Questions!.Add(key.Parts.EncodeScope(), key.Key, key.Parts.Query, embedding);
        return result;

        async Task<MadeValue<CachedQuery>> MakeAsync(CancellationToken token)
        {
            CachedQuery? near = null;
            if (isNearEnough && (embedding = await EmbedAsync(key, request, token)) is not null)
            {
                near = await FindNearAsync(key, embedding, token);
                semantic.Asked(key.Key.Kind, near is not null);
            }

            CachedQuery made = near ?? await make(token);
            return new MadeValue<CachedQuery>(made, tiers.Keep(made));
        }
    }

    /// <summary>By what a result was answered; null when it was computed.</summary>
    internal static string? AnsweredBy(CachedResult<CachedQuery> result) =>
        result.Value.IsOfAnotherQuestion ? SemanticTier.Name
        : result.Tier is { } tier ? CacheTiers.Name(tier)
        : null;

    // Who asks for words wants those words, and a turn of a conversation means little without the ones before.
    private static bool IsForNear(SearchOptions options) =>
        options.Call.SemanticCache && options.Retrieval.Mode != SearchMode.Bm25 && options.Answer.History is [];

    private async Task<CachedQuery?> FindNearAsync(QueryKey key, float[] embedding, CancellationToken cancellationToken)
    {
        CacheKey scope = key.Parts.EncodeScope();
        if (semantic.Questions!.Find(scope, key.Parts.Query, embedding) is not { } near)
            return null;
        if (await tiers.Queries.FindAsync(near.Key, cancellationToken) is { } known)
            return known.Value with { AnsweredQuery = near.Question };
        semantic.Questions.Remove(scope, near.Key);
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
