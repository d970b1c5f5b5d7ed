using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query.Observing;
using RagCluster.Inference.Models;
using RagCluster.Ranking.Fusion;

namespace RagCluster.Grains.Query.Finding;

/// <summary>Orders the best candidates anew by what a model says of query and passage.</summary>
/// <param name="rerankers">Run the models.</param>
/// <param name="models">Know the default.</param>
/// <param name="log">Says when the first order stayed.</param>
internal sealed partial class PassageReranker(Rerankers rerankers, InstalledModels models, ILogger<PassageReranker> log)
{
    /// <summary>The fewest candidates that are scored: on the shared collections more gain nothing (docs/inference.md).</summary>
    private const int DepthMin = 20;

    /// <summary>Orders candidates.</summary>
    /// <param name="request">The query, which names its reranker.</param>
    /// <param name="candidates">The hits that <paramref name="ranked"/> numbers.</param>
    /// <param name="ranked">The first order.</param>
    /// <param name="watches">Hear how long it took.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new order and each item's rerank score; null when the model did not answer and the first order stays.</returns>
    /// <exception cref="RagException">NotFound: there is no such reranker.</exception>
    internal async Task<RerankedPassages?> OrderAsync(
        SearchRequest request,
        ShardHit[] candidates,
        IReadOnlyList<RankedItem> ranked,
        QueryWatches watches,
        CancellationToken cancellationToken
    )
    {
        RankedItem[] best = [.. ranked.Take(Math.Max(request.Options.Results.PassagesMax, DepthMin))];
        if (best.Length == 0)
            return new RerankedPassages(best, new Dictionary<int, double>());
        string model = Model(request.Options.Retrieval.Reranker);
        using QueryStage stage = QueryStage.Begin(QueryStage.Rerank, watches);
        try
        {
            RerankRequest scored = new() { Query = request.Query, Passages = [.. best.Select(item => Text(candidates[item.Item]))] };
            RerankReply reply = await rerankers.RerankAsync(model, scored, cancellationToken);
            return Blend(best, reply);
        }
        catch (Exception error) when (error is TimeoutException or RagException { Kind: ErrorKind.Unavailable or ErrorKind.Overloaded })
        {
            LogStays(error, model);
            return null;
        }
    }

    /// <summary>Both scores scaled over what was scored, then their weighted mean.</summary>
    internal static RerankedPassages Blend(RankedItem[] best, RerankReply reply)
    {
        RankedItem[] blended = ConvexFusion.Fuse([
            ScoredLeg.FromWorst([.. best.Select(item => (double?)item.Score)], 1 - reply.Weight),
            ScoredLeg.FromWorst([.. reply.Scores.Select(score => (double?)score)], reply.Weight),
        ]);
        return new RerankedPassages(
            [.. blended.Select(item => new RankedItem(best[item.Item].Item, item.Score))],
            best.Select((item, i) => (item.Item, Score: (double)reply.Scores[i])).ToDictionary(pair => pair.Item, pair => pair.Score)
        );
    }

    // A title says what its passages are about, and a passage seldom repeats it.
    private static string Text(ShardHit hit) => hit.Title.Length > 0 ? $"{hit.Title}\n{hit.Chunk.Text}" : hit.Chunk.Text;

    private string Model(string? name) =>
        name is null
            ? models.Registry.DefaultReranker.Name
            : models.TryFind(name, ModelKind.Rerank)?.Name ?? throw RagException.NotFound("reranker", name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reranker {Model} did not answer; the first order stays")]
    private partial void LogStays(Exception error, string model);
}
