using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Shards;
using RagCluster.Planning.Superposition;
using RagCluster.Ranking.Diversity;
using RagCluster.Ranking.Fusion;

namespace RagCluster.Grains.Query;

/// <summary>The way from a query to its passages: plan, embed, collection statistics, one replica of each shard, fusion.</summary>
/// <param name="grains">Reaches collections, models and shards.</param>
/// <param name="log">Says when a fallback was used.</param>
internal sealed partial class Retrieval(IGrainFactory grains, ILogger<Retrieval> log)
{
    /// <summary>The fallback's name when the query could not be embedded and BM25 answered alone.</summary>
    internal const string DenseUnavailable = "dense_unavailable";

    /// <summary>Finds the passages for a query.</summary>
    internal async Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        CollectionSettings settings = await grains.GetGrain<ICollectionGrain>(request.Collection.ToString()).GetSettingsAsync(cancellationToken);
        float[]? vector = request.Mode == SearchMode.Bm25 ? null : await EmbedAsync(request, settings.Model, cancellationToken);
        RetrievalPlan plan = RetrievalPlans.Choose(QueryClassifier.Classify(request.Query), vector is not null, request.TopK);
        IIndexShardGrain[] shards =
        [
            .. Enumerable.Range(0, settings.ShardCount)
                .Select(number => grains.GetGrain<IIndexShardGrain>($"{new ShardId(request.Collection, number)}/0")),
        ];
        ShardSearchRequest asked = new()
        {
            Text = request.Mode == SearchMode.Dense ? null : request.Query,
            Vector = vector,
            Limit = plan.CandidateDepth,
            Filter = request.Filter,
            Statistics = await StatisticsAsync(shards, request, cancellationToken),
        };
        ShardSearchReply[] replies = await Task.WhenAll(shards.Select(shard => shard.SearchAsync(asked, cancellationToken)));
        ShardHit[] candidates = Candidates(replies);
        IEnumerable<RankedItem> ranked = Rank(candidates, request, plan);
        Passage[] passages = [.. ranked.Take(request.TopK).Select(item => ToPassage(candidates[item.Item], item.Score))];
        string[] degraded = vector is null && request.Mode == SearchMode.Hybrid && settings.Dimensions > 0 ? [DenseUnavailable] : [];
        return new SearchResponse(passages, shards.Length, replies.Length, degraded, Stopwatch.GetElapsedTime(began));
    }

    // In the order of their ids, which is what decides between equal scores whatever the number of shards.
    private static ShardHit[] Candidates(ShardSearchReply[] replies) =>
    [
        .. replies.SelectMany(reply => reply.Bm25.Concat(reply.Vectors))
            .DistinctBy(hit => hit.Chunk.Id)
            .OrderBy(hit => hit.Chunk.Id.Document.Value, StringComparer.Ordinal)
            .ThenBy(hit => hit.Chunk.Id.Generation)
            .ThenBy(hit => hit.Chunk.Id.Ordinal),
    ];

    private static IReadOnlyList<RankedItem> Rank(ShardHit[] candidates, SearchRequest request, RetrievalPlan plan)
    {
        if (candidates.Length == 0)
            return [];
        IReadOnlyList<RankedItem> ranked = request.Mode switch
        {
            SearchMode.Bm25 => RankedItem.Order(candidates.Select((hit, i) => new RankedItem(i, hit.Bm25 ?? 0))),
            SearchMode.Dense => RankedItem.Order(candidates.Select((hit, i) => new RankedItem(i, hit.Vector ?? ScoredLeg.CosineMinimum))),
            _ => ConvexFusion.Fuse(
            [
                new ScoredLeg([.. candidates.Select(hit => hit.Bm25)], ScoredLeg.Bm25Minimum, 1 - plan.DenseWeight),
                new ScoredLeg([.. candidates.Select(hit => hit.Vector)], ScoredLeg.CosineMinimum, plan.DenseWeight),
            ]),
        };
        return request.PerDocumentMax is { } perDocument
            ? GroupCap.Apply(ranked, item => candidates[item].Chunk.Id.Document, perDocument)
            : ranked;
    }

    private static Passage ToPassage(ShardHit hit, double score) =>
        new(hit.Chunk, hit.Title, hit.Uri, hit.Metadata, score, new PassageScores(hit.Vector, hit.Bm25, null));

    // One shard knows the collection's statistics already; several need the sum, so that scores don't depend on their number.
    private static async Task<ShardStatistics?> StatisticsAsync(
        IIndexShardGrain[] shards, SearchRequest request, CancellationToken cancellationToken) =>
        shards.Length > 1 && request.Mode != SearchMode.Dense
            ? ShardTranslation.Sum(await Task.WhenAll(shards.Select(shard => shard.GetStatisticsAsync(request.Query, cancellationToken))))
            : null;

    private async Task<float[]?> EmbedAsync(SearchRequest request, string model, CancellationToken cancellationToken)
    {
        try
        {
            return (await grains.GetGrain<IEmbeddingGrain>(model).EmbedAsync([request.Query], TextPurpose.Query, cancellationToken))[0];
        }
        catch (Exception error) when (request.Mode == SearchMode.Hybrid && error is TimeoutException or RagException { Kind: ErrorKind.Unavailable })
        {
            LogDenseUnavailable(error, model);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model {Model} did not embed the query; BM25 answers alone")]
    private partial void LogDenseUnavailable(Exception error, string model);
}
