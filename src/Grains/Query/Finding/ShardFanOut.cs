using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;

namespace RagCluster.Grains.Query.Finding;

/// <summary>Asks every shard of a collection one query, under one set of term statistics, within one time.</summary>
/// <param name="router">Asks one shard.</param>
/// <param name="statistics">The term statistics.</param>
/// <param name="options">The time.</param>
/// <param name="time">The clock of the time.</param>
/// <param name="log">Says which shard was missing.</param>
internal sealed partial class ShardFanOut(
    ShardRouter router,
    StatisticsSource statistics,
    IOptions<QueryOptions> options,
    TimeProvider time,
    ILogger<ShardFanOut> log
)
{
    /// <summary>
    /// The replies of the shards, none for those that did not answer in time, which only happens when the request allows it.
    /// </summary>
    /// <param name="request">The query.</param>
    /// <param name="asked">What each shard is asked.</param>
    /// <param name="settings">Says which shards there are.</param>
    /// <param name="watches">Hear how long it took.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Unavailable: not every shard answered in time, or, where that is allowed, none did; or the shards
    /// were replaced (<see cref="ShardRouter.ShardReplaced"/>).</exception>
    internal async Task<ShardReplies> AskAsync(
        SearchRequest request,
        ShardSearchRequest asked,
        CollectionSettings settings,
        QueryWatches watches,
        CancellationToken cancellationToken
    )
    {
        using QueryStage stage = QueryStage.Begin(QueryStage.Shards, watches);
        RetrievalOptions retrieval = request.Options.Retrieval;
        TimeSpan timeout = retrieval.Timeout ?? options.Value.Timeout;
        using CancellationTokenSource deadline = new(timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        // Who takes a partial answer wants one: a shard that does not count in time must leave time for the search.
        using CancellationTokenSource counted = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
        if (retrieval.AllowPartial)
            counted.CancelAfter(timeout / 3);
        // One shard knows the collection's statistics already; several need the sum, so that scores don't depend on their number.
        bool needsStatistics = settings.ShardCount > 1 && asked.Text is not null;
        while (true)
        {
            QueryStatistics? known = needsStatistics ? await statistics.GetAsync(request, settings, watches, counted.Token) : null;
            ShardSearchRequest complete = asked with { Statistics = known?.Statistics };
            ShardSearchReply?[] replies = await Task.WhenAll(
                settings
                    .Answering()
                    .Of(request.Collection)
                    .Select(
                        (shard, i) => AskAsync(shard, complete with { Effort = EffortOf(retrieval, i) }, either.Token, cancellationToken)
                    )
            );
            Require(replies, retrieval.AllowPartial);
            if (known is null || !HaveMovedOn(replies, known.Positions))
                return new ShardReplies(replies, known);
            // Scores under old statistics would depend on which silo was asked; asked anew they don't, unless writes never stop.
            statistics.Forget(request, settings);
            if (known.IsFresh)
                return new ShardReplies(replies, known);
        }
    }

    private static double? EffortOf(RetrievalOptions retrieval, int shard) =>
        retrieval.Efforts is { } efforts
            ? shard < efforts.Length
                ? efforts[shard]
                : 1
            : null;

    private static bool HaveMovedOn(ShardSearchReply?[] replies, ShardPosition[] positions)
    {
        for (int shard = 0; shard < replies.Length; shard++)
        {
            // Another lineage: the collection was deleted and made anew.
            if (replies[shard] is { } reply && (reply.Position > positions[shard].Sequence || reply.Lineage != positions[shard].Lineage))
                return true;
        }

        return false;
    }

    private static void Require(ShardSearchReply?[] replies, bool allowPartial)
    {
        int answered = replies.Count(reply => reply is not null);
        if (answered == replies.Length || (allowPartial && answered > 0))
            return;
        throw new RagException(
            ErrorKind.Unavailable,
            "shards-unavailable",
            $"{answered} of {replies.Length} shards answered in time; try again, or send allow_partial to get what they found."
        )
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
    }

    private async Task<ShardSearchReply?> AskAsync(
        ShardId shard,
        ShardSearchRequest asked,
        CancellationToken deadline,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await router.AskAsync(shard, (replica, token) => replica.SearchAsync(asked, token), deadline);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            LogMissing(late, shard);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} did not answer in the query's time")]
    private partial void LogMissing(Exception error, ShardId shard);
}
