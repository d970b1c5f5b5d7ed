using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;
using RagCluster.Inference.Models;
using RagCluster.Planning.Queries.Superposition;
using RagCluster.Ranking.Fusion;
using RagCluster.Ranking.Results;
using RagCluster.Shards;

namespace RagCluster.Grains.Query.Finding;

/// <summary>
/// The way from one wording to its passages: embed, ask one replica of each shard under one set of term statistics, rank.
/// </summary>
/// <param name="models">Knows the models' revisions.</param>
/// <param name="embeddings">Embeds the query, or remembers how.</param>
/// <param name="embedders">Embeds an imagined passage.</param>
/// <param name="maps">Knows the collections' settings.</param>
/// <param name="fanOut">Asks the shards.</param>
/// <param name="reranker">Orders the best anew where the request asks for it.</param>
/// <param name="log">Says when a fallback was used.</param>
internal sealed partial class PassageSearch(
    InstalledModels models,
    QueryEmbeddings embeddings,
    Embedders embedders,
    ShardMaps maps,
    ShardFanOut fanOut,
    PassageReranker reranker,
    ILogger<PassageSearch> log
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
    /// <param name="imagined">A passage that is embedded instead of the query; null for the query itself.</param>
    /// <param name="watches">Hear of the steps.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<SearchFinding> SearchAsync(
        SearchRequest request,
        string? imagined,
        QueryWatches watches,
        CancellationToken cancellationToken
    )
    {
        using QueryStage total = QueryStage.BeginSearch(request, watches);
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
                SearchFinding finding = await SearchAsync(new Search(request, settings, imagined, watches), cancellationToken);
                watches.Searched(finding.Passages.Passages.Length, Stopwatch.GetElapsedTime(began));
                return finding;
            }
            catch (RagException replaced) when (replaced.Code == ShardRouter.ShardReplaced)
            {
                LogReplaced(replaced, request.Collection);
            }
        }
    }

    private async Task<SearchFinding> SearchAsync(Search search, CancellationToken cancellationToken)
    {
        (SearchRequest request, CollectionSettings settings, _, QueryWatches watches) = search;
        float[]? vector = request.Options.Retrieval.Mode == SearchMode.Bm25 ? null : await EmbedAsync(search, cancellationToken);
        SearchOptions options = vector is null ? WithoutVectors(request.Options) : request.Options;
        RetrievalPlan plan = Plan(request.Query, options, vector is null ? null : Trust(settings));
        ShardSearchRequest asked = new()
        {
            Text = options.Retrieval.Mode == SearchMode.Dense ? null : request.Query,
            Vector = vector,
            Limit = plan.CandidateDepth,
            Filter = AccessFilter.Of(options.Scope),
            Documents = options.Scope.Documents,
            View = options.Scope.View,
            Exact = options.Retrieval.Exact,
            Recall = options.Ranking.Recall,
        };
        long round = Stopwatch.GetTimestamp();
        ShardReplies replied = await fanOut.AskAsync(request, asked, settings, watches, cancellationToken);
        TimeSpan took = Stopwatch.GetElapsedTime(round);
        ShardSearchResult found = ShardTranslation.Merge(replied.Answered, plan.CandidateDepth);
        watches.Retrieved(new RetrievedLegs(asked.Text is not null, plan, found, took));
        (Passage[] passages, bool isReranked) = await RankAsync(
            request with
            {
                Options = options,
            },
            plan,
            found,
            watches,
            cancellationToken
        );
        if (options.Results.Highlight)
            passages = PassageHighlights.Add(passages, request.Query, settings);
        int answered = replied.Answered.Count();
        string[] degraded =
        [
            .. vector is null && options.Retrieval.Mode == SearchMode.Hybrid && settings.Dimensions > 0
                ? [DenseUnavailable]
                : Array.Empty<string>(),
            .. answered < replied.Replies.Length ? [Partial] : Array.Empty<string>(),
            .. options.Retrieval.IsReranked && !isReranked ? [RerankUnavailable] : Array.Empty<string>(),
        ];
        return new SearchFinding(new FoundPassages(passages, replied.Replies.Length, answered, degraded), settings, replied.Positions())
        {
            Efforts = replied.Efforts(),
        };
    }

    private async Task<(Passage[] Passages, bool IsReranked)> RankAsync(
        SearchRequest request,
        RetrievalPlan plan,
        ShardSearchResult found,
        QueryWatches watches,
        CancellationToken cancellationToken
    )
    {
        // In the order of their ids, which is what decides between equal scores whatever the number of shards.
        ShardHit[] hits = found.Candidates();
        // An answer is read from all passages alike; a reranker has read the best itself, and knows better.
        RankingRules rules = PassageRanking.ToRules(request.Options, plan) with
        {
            HasNearest = watches.Call.IsAnswer && !request.Options.Retrieval.IsReranked,
        };
        CandidateSet candidates = PassageRanking.ToCandidates(found, hits, rules);
        IReadOnlyList<RankedItem> ordered = Order(candidates, rules, watches);
        RerankedPassages? reranked = request.Options.Retrieval.IsReranked
            ? await reranker.OrderAsync(request, hits, ordered, watches, cancellationToken)
            : null;
        IReadOnlyList<ResultPassage> passages = ResultRanking.Select(reranked?.Ranked ?? ordered, candidates, rules);
        return ([.. passages.Select(passage => PassageRanking.ToPassage(passage, hits, reranked?.Scores))], reranked is not null);
    }

    private static IReadOnlyList<RankedItem> Order(CandidateSet candidates, RankingRules rules, QueryWatches watches)
    {
        if (candidates.Count == 0)
            return [];
        using QueryStage stage = QueryStage.Begin(QueryStage.Fuse, watches);
        return ResultRanking.Order(candidates, rules);
    }

    private double Trust(CollectionSettings settings) =>
        models.TryFind(settings.ModelName(), ModelKind.Embedding)?.DenseWeights.TryGetValue(settings.Language, out double weight) == true
            ? weight
            : RetrievalPlans.DefaultDenseWeight;

    private static RetrievalPlan Plan(string query, SearchOptions options, double? trust)
    {
        // One document may hold most of what is near: groups are looked for as deep as a plan goes.
        int depth = options.Results.GroupBy == ResultGrouping.None ? options.Results.Wanted : RetrievalPlans.CandidateDepthMax;
        RetrievalPlan plan = RetrievalPlans.Choose(
            QueryClassifier.Classify(query),
            trust is not null,
            depth,
            trust ?? RetrievalPlans.DefaultDenseWeight
        );
        return plan.UseVectors && options.Ranking.DenseWeight is { } weight ? plan with { DenseWeight = weight } : plan;
    }

    // Who did not ask for vectors alone is answered without them.
    private static SearchOptions WithoutVectors(SearchOptions options) =>
        options.Retrieval is { Mode: SearchMode.Dense, IsPlanned: true }
            ? options with
            {
                Retrieval = options.Retrieval with { Mode = SearchMode.Hybrid },
            }
            : options;

    // A leg that the caller named fails where it can't run; one that was chosen for it gives way.
    private static bool MayReplaceVectors(RetrievalOptions retrieval) => retrieval.Mode == SearchMode.Hybrid || retrieval.IsPlanned;

    private async Task<float[]?> EmbedAsync(Search search, CancellationToken cancellationToken)
    {
        (SearchRequest request, CollectionSettings settings, string? imagined, QueryWatches watches) = search;
        using QueryStage stage = QueryStage.Begin(QueryStage.Embed, watches);
        try
        {
            if (ReplacedBy(settings) is { } present)
                throw new RagException(
                    ErrorKind.Unavailable,
                    ModelReplaced,
                    $"The collection's vectors are of revision {settings.Revision} of {settings.Model}, here is {present}; "
                        + $"change the collection's model to {settings.Model} to have it embedded anew."
                );
            return imagined is null
                ? await embeddings.EmbedAsync(request.Collection, settings, request.Query, cancellationToken)
                : (
                    await embedders.EmbedAsync(
                        settings.ModelName(),
                        new EmbedRequest { Texts = [imagined], Purpose = TextPurpose.Passage },
                        cancellationToken
                    )
                ).Vectors[0];
        }
        catch (Exception error)
            when (MayReplaceVectors(request.Options.Retrieval)
                && error is TimeoutException or RagException { Kind: ErrorKind.Unavailable or ErrorKind.Overloaded }
            )
        {
            LogDenseUnavailable(error, settings.ModelName());
            return null;
        }
    }

    // An update of the program may bring another revision under the same name: its vectors say nothing about those that are stored.
    private string? ReplacedBy(CollectionSettings settings) =>
        settings.Revision is { } stored
        && models.TryFind(settings.ModelName(), ModelKind.Embedding)?.Revision is { } present
        && present != stored
            ? present
            : null;

    // One search in one state of the collection's settings.
    private sealed record Search(SearchRequest Request, CollectionSettings Settings, string? Imagined, QueryWatches Watches);

    [LoggerMessage(Level = LogLevel.Information, Message = "The model of {Collection} changed during a query, which is asked anew")]
    private partial void LogReplaced(Exception error, CollectionId collection);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model {Model} did not embed the query; BM25 answers alone")]
    private partial void LogDenseUnavailable(Exception error, string model);
}
