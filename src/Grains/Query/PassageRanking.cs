using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Operations;
using RagCluster.Grains.Planning;
using RagCluster.Planning.Superposition;
using RagCluster.Ranking.Diversity;
using RagCluster.Ranking.Fusion;
using RagCluster.Shards;
using ShardHit = RagCluster.Shards.ShardHit;

namespace RagCluster.Grains.Query;

/// <summary>Makes one list of what the legs found, and picks from it what a reader gets.</summary>
internal static class PassageRanking
{
    // Beyond that many places of the answer nothing is compared with everything: it would not get in.
    private const int ComparedPerPassage = 4;

    /// <summary>Fuses the legs.</summary>
    /// <param name="found">What they found.</param>
    /// <param name="candidates">The distinct hits, in the order that breaks ties; items are their places.</param>
    /// <param name="request">The query.</param>
    /// <param name="plan">The weights.</param>
    /// <param name="trace">Is told how long it took.</param>
    internal static IReadOnlyList<RankedItem> Fuse(
        ShardSearchResult found,
        ShardHit[] candidates,
        SearchRequest request,
        RetrievalPlan plan,
        QueryTrace? trace
    )
    {
        if (candidates.Length == 0)
            return [];
        using Stage stage = Stage.Search("fuse", trace?.Told);
        return request.Mode switch
        {
            SearchMode.Bm25 => RankedItem.Order(candidates.Select((hit, i) => new RankedItem(i, hit.Scores.Bm25 ?? 0))),
            SearchMode.Dense => RankedItem.Order(
                candidates.Select((hit, i) => new RankedItem(i, hit.Scores.Vector ?? ScoredLeg.CosineMinimum))
            ),
            _ when request.Ranking.Fusion == FusionMode.Ranks => FuseRanks(found, candidates, plan.DenseWeight),
            _ => ConvexFusion.Fuse([
                new ScoredLeg([.. candidates.Select(hit => hit.Scores.Bm25)], ScoredLeg.Bm25Minimum, 1 - plan.DenseWeight),
                ScoredLeg.FromWorst([.. candidates.Select(hit => hit.Scores.Vector)], plan.DenseWeight),
            ]),
        };
    }

    /// <summary>Leaves out what repeats and what is beyond a document's share, as the request asks.</summary>
    /// <param name="ranked">Best first.</param>
    /// <param name="candidates">The hits.</param>
    /// <param name="request">The query.</param>
    internal static IReadOnlyList<RankedItem> Prune(IReadOnlyList<RankedItem> ranked, ShardHit[] candidates, SearchRequest request)
    {
        IReadOnlyList<RankedItem> picked = ranked;
        if (request.Ranking.Deduplicate)
            picked = NearDuplicates.Remove([.. picked.Take(request.PassagesMax * ComparedPerPassage)], item => candidates[item].Chunk.Text);
        return request.PassagesOfDocumentMax is { } perDocument
            ? GroupCap.Apply(picked, item => candidates[item].Chunk.Id.Document, perDocument)
            : picked;
    }

    /// <summary>Prefers what is unlike the passages before, as far as the request asks. The picked keep the scores that they had.</summary>
    /// <param name="ranked">Best first.</param>
    /// <param name="candidates">The hits.</param>
    /// <param name="request">The query.</param>
    internal static IReadOnlyList<RankedItem> Diversify(IReadOnlyList<RankedItem> ranked, ShardHit[] candidates, SearchRequest request)
    {
        if (request.Ranking.Diversity == 0)
            return ranked;
        RankedItem[] compared = [.. ranked.Take(request.PassagesMax * ComparedPerPassage)];
        if (compared.Length == 0)
            return compared;
        Dictionary<int, Shingles> words = compared.ToDictionary(
            item => item.Item,
            item => Shingles.Of(candidates[item.Item].Chunk.Text, 1)
        );
        Dictionary<int, double> scores = compared.ToDictionary(item => item.Item, item => item.Score);
        double least = compared.Min(item => item.Score);
        double range = Math.Max(compared.Max(item => item.Score) - least, double.Epsilon);
        RankedItem[] scaled = [.. compared.Select(item => item with { Score = (item.Score - least) / range })];
        RankedItem[] picked = MaximalMarginalRelevance.Select(
            scaled,
            (left, right) => words[left].Resemblance(words[right]),
            1 - request.Ranking.Diversity,
            request.PassagesMax
        );
        return [.. picked.Select(item => item with { Score = scores[item.Item] })];
    }

    /// <summary>Takes as many passages, or passages of as many documents, as the request asks for.</summary>
    /// <param name="ranked">Best first, no document with more than its share.</param>
    /// <param name="candidates">The hits.</param>
    /// <param name="request">The query.</param>
    internal static IEnumerable<RankedItem> Limit(IReadOnlyList<RankedItem> ranked, ShardHit[] candidates, SearchRequest request) =>
        request.GroupBy == ResultGrouping.Document
            ? FirstGroups.Take(ranked, item => candidates[item].Chunk.Id.Document, request.TopK).Take(request.PassagesMax)
            : ranked.Take(request.TopK);

    private static RankedItem[] FuseRanks(ShardSearchResult found, ShardHit[] candidates, double denseWeight)
    {
        Dictionary<Corpus.Chunks.ChunkId, int> places = candidates
            .Select((hit, i) => (hit.Chunk.Id, i))
            .ToDictionary(pair => pair.Id, pair => pair.i);
        int[] bm25 = [.. found.Bm25.Select(hit => places[hit.Chunk.Id])];
        int[] vectors = [.. found.Vectors.Select(hit => places[hit.Chunk.Id])];
        return ReciprocalRankFusion.Fuse([bm25, vectors], [1 - denseWeight, denseWeight]);
    }
}
