using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Operations;
using RagCluster.Grains.Planning;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Grains.Topology;
using RagCluster.Inference.Models;
using RagCluster.Planning.Superposition;
using RagCluster.Ranking.Fusion;
using ShardHit = RagCluster.Shards.ShardHit;
using ShardSearchResult = RagCluster.Shards.ShardSearchResult;

namespace RagCluster.Grains.Query;

/// <summary>The way from a query to its passages: plan, embed, collection statistics, one replica of each shard, fusion.</summary>
/// <param name="models">Knows the models' revisions.</param>
/// <param name="embeddings">Embeds the query, or remembers how.</param>
/// <param name="embedders">Embeds an imagined passage.</param>
/// <param name="maps">Knows the collections' settings.</param>
/// <param name="fanOut">Asks the shards.</param>
/// <param name="reranker">Orders the best anew where the request asks for it.</param>
/// <param name="load">Is told how long it took.</param>
/// <param name="log">Says when a fallback was used.</param>
internal sealed partial class Retrieval(
    InstalledModels models,
    QueryEmbeddings embeddings,
    Embedders embedders,
    ShardMaps maps,
    ShardFanOut fanOut,
    PassageReranker reranker,
    LoadMeter load,
    ILogger<Retrieval> log
)
{
    /// <summary>The fallback's name when the query could not be embedded and BM25 answered alone.</summary>
    internal const string DenseUnavailable = "dense_unavailable";

    /// <summary>The problem's slug when the model is here in another revision than the one that embedded the collection.</summary>
    internal const string ModelReplaced = "model-replaced";

    /// <summary>The fallback's name when shards were left out because they did not answer in time.</summary>
    internal const string Partial = "partial";

    /// <summary>The fallback's name when the reranker did not answer and the fused order stayed.</summary>
    internal const string RerankUnavailable = "rerank_unavailable";

    /// <summary>Finds the passages for a query.</summary>
    /// <param name="request">The query.</param>
    /// <param name="trace">Is told the steps; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal Task<FoundPassages> SearchAsync(SearchRequest request, QueryTrace? trace, CancellationToken cancellationToken) =>
        SearchAsync(request, null, trace, cancellationToken);

    /// <summary>Finds the passages for a query.</summary>
    /// <param name="request">The query.</param>
    /// <param name="imagined">A passage that is embedded instead of the query; null for the query itself.</param>
    /// <param name="trace">Is told the steps; null when nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<FoundPassages> SearchAsync(
        SearchRequest request,
        string? imagined,
        QueryTrace? trace,
        CancellationToken cancellationToken
    )
    {
        using Stage total = Stage.Retrieval(request.Collection.Name, request.TopK);
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                // One look at the map says both the model that embeds the query and the shards that hold that model's vectors.
                CollectionSettings settings = (await maps.GetAsync(request.Collection, cancellationToken)).Settings;
                // A silo that nobody asked for a while may not have heard that it was embedded anew.
                if (ReplacedBy(settings) is not null)
                    settings = (await maps.RefreshAsync(request.Collection).WaitAsync(cancellationToken)).Settings;
                return await SearchAsync(new Search(request, settings, imagined, trace), began, cancellationToken);
            }
            catch (RagException replaced) when (replaced.Code == ShardRouter.ShardReplaced)
            {
                LogReplaced(replaced, request.Collection);
            }
        }
    }

    private async Task<FoundPassages> SearchAsync(Search search, long began, CancellationToken cancellationToken)
    {
        (SearchRequest request, CollectionSettings settings, _, QueryTrace? trace) = search;
        float[]? vector = request.Mode == SearchMode.Bm25 ? null : await EmbedAsync(search, cancellationToken);
        // Who did not ask for vectors alone is answered without them.
        if (vector is null && request is { Mode: SearchMode.Dense, IsPlanned: true })
            request = request with { Mode = SearchMode.Hybrid };
        RetrievalPlan plan = RetrievalPlans.Choose(QueryClassifier.Classify(request.Query), vector is not null, CandidatesFor(request));
        if (plan.UseVectors && request.Ranking.DenseWeight is { } weight)
            plan = plan with { DenseWeight = weight };
        ShardSearchRequest asked = new()
        {
            Text = request.Mode == SearchMode.Dense ? null : request.Query,
            Vector = vector,
            Limit = plan.CandidateDepth,
            Filter = AccessFilter.Of(request),
            Documents = request.Documents,
            Exact = request.Exact,
            Recall = request.Ranking.Recall,
        };
        long round = Stopwatch.GetTimestamp();
        ShardReplies replied = await AskAsync(request, asked, settings, cancellationToken);
        TimeSpan roundTook = Stopwatch.GetElapsedTime(round);
        ShardSearchReply?[] replies = replied.Replies;
        int answered = replies.Count(reply => reply is not null);
        // In the order of their ids, which is what decides between equal scores whatever the number of shards.
        ShardSearchResult found = ShardTranslation.Merge(replies.OfType<ShardSearchReply>(), plan.CandidateDepth);
        trace?.Retrieved(request, plan, found, roundTook);
        ShardHit[] candidates = found.Candidates();
        IReadOnlyList<RankedItem> ranked = PassageRanking.Prune(
            PassageRanking.Fuse(found, candidates, request, plan, trace),
            candidates,
            request
        );
        RerankedPassages? reranked = request.Reranker is null
            ? null
            : await reranker.OrderAsync(request, candidates, ranked, trace, cancellationToken);
        Passage[] passages =
        [
            .. PassageRanking
                .Limit(PassageRanking.Diversify(reranked?.Ranked ?? ranked, candidates, request), candidates, request)
                .Select(item => ToPassage(candidates[item.Item], item.Score, reranked?.Scores[item.Item])),
        ];
        string[] degraded =
        [
            .. vector is null && request.Mode == SearchMode.Hybrid && settings.Dimensions > 0 ? [DenseUnavailable] : Array.Empty<string>(),
            .. answered < replies.Length ? [Partial] : Array.Empty<string>(),
            .. request.Reranker is not null && reranked is null ? [RerankUnavailable] : Array.Empty<string>(),
        ];
        passages = JoinedPassages.Join(passages, request.Ranking.Joined);
        if (request.Highlight)
            passages = PassageHighlights.Add(passages, request.Query, settings);
        GrainsMeter.Found(passages.Length);
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        load.Observe(took);
        return new FoundPassages(new SearchResponse(passages, replies.Length, answered, degraded, took), settings, replied.Positions())
        {
            Efforts = replied.Efforts(),
        };
    }

    private async Task<ShardReplies> AskAsync(
        SearchRequest request,
        ShardSearchRequest asked,
        CollectionSettings settings,
        CancellationToken cancellationToken
    )
    {
        using Stage stage = Stage.Search("shards");
        return await fanOut.AskAsync(request, asked, settings, cancellationToken);
    }

    // One document may hold most of what is near: groups are looked for as deep as a plan goes.
    private static int CandidatesFor(SearchRequest request) =>
        request.GroupBy == ResultGrouping.None ? request.TopK : RetrievalPlans.CandidateDepthMax;

    private static Passage ToPassage(ShardHit hit, double score, double? rerank) =>
        new(hit.Chunk, hit.Title, hit.Uri, hit.Metadata, score, new PassageScores(hit.Scores.Vector, hit.Scores.Bm25, rerank));

    // A leg that the caller named fails where it can't run; one that was chosen for it gives way.
    private static bool MayReplaceVectors(SearchRequest request) => request.Mode == SearchMode.Hybrid || request.IsPlanned;

    private async Task<float[]?> EmbedAsync(Search search, CancellationToken cancellationToken)
    {
        (SearchRequest request, CollectionSettings settings, string? imagined, QueryTrace? trace) = search;
        using Stage stage = Stage.Search("embed", trace?.Told);
        try
        {
            if (ReplacedBy(settings) is { } present)
                throw new RagException(
                    ErrorKind.Unavailable,
                    ModelReplaced,
                    $"The collection's vectors are of revision {settings.Revision} of {settings.Model}, here is {present}; change the collection's model to {settings.Model} to have it embedded anew."
                );
            return imagined is null
                ? await embeddings.EmbedAsync(request.Collection, settings, request.Query, cancellationToken)
                : (
                    await embedders.EmbedAsync(
                        settings.Model,
                        new EmbedRequest { Texts = [imagined], Purpose = TextPurpose.Passage },
                        cancellationToken
                    )
                ).Vectors[0];
        }
        catch (Exception error)
            when (MayReplaceVectors(request)
                && error is TimeoutException or RagException { Kind: ErrorKind.Unavailable or ErrorKind.Overloaded }
            )
        {
            LogDenseUnavailable(error, settings.Model);
            return null;
        }
    }

    // An update of the program may bring another revision under the same name: its vectors say nothing about those that are stored.
    private string? ReplacedBy(CollectionSettings settings) =>
        settings.Revision.Length > 0
        && models.TryFind(settings.Model, ModelKind.Embedding)?.Revision is { } present
        && present != settings.Revision
            ? present
            : null;

    // One search in one state of the collection's settings.
    private sealed record Search(SearchRequest Request, CollectionSettings Settings, string? Imagined, QueryTrace? Trace);

    [LoggerMessage(Level = LogLevel.Information, Message = "The model of {Collection} changed during a query, which is asked anew")]
    private partial void LogReplaced(Exception error, CollectionId collection);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model {Model} did not embed the query; BM25 answers alone")]
    private partial void LogDenseUnavailable(Exception error, string model);
}
