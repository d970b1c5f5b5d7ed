using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Planning.Queries.Superposition;
using RagCluster.Ranking.Results;
using RagCluster.Shards;

namespace RagCluster.Grains.Query.Finding;

/// <summary>Between what the shards found and <see cref="ResultRanking"/>, which knows neither chunks nor requests.</summary>
internal static class PassageRanking
{
    /// <summary>The candidates as the library ranks them.</summary>
    /// <param name="found">What the legs found.</param>
    /// <param name="hits">The distinct hits, in the order that breaks ties.</param>
    /// <param name="rules">How they become a result: only ranks need to know the legs' orders.</param>
    internal static CandidateSet ToCandidates(ShardSearchResult found, ShardHit[] hits, RankingRules rules)
    {
        CandidateSet candidates = new(
            Array.ConvertAll(hits, hit => hit.Scores.Bm25),
            Array.ConvertAll(hits, hit => hit.Scores.Vector),
            item => hits[item].Id.Document.Value,
            item => ToCandidate(hits[item])
        );
        if (rules.Fusion != FusionRule.Ranks)
            return candidates;
        Dictionary<ChunkId, int> numbers = new(hits.Length);
        for (int i = 0; i < hits.Length; i++)
            numbers[hits[i].Id] = i;
        return candidates with { Bm25Order = Numbers(found.Bm25), VectorOrder = Numbers(found.Vectors) };

        int[] Numbers(ShardHit[] leg) => Array.ConvertAll(leg, hit => numbers[hit.Id]);
    }

    /// <summary>What the request and its plan ask of the ranking.</summary>
    internal static RankingRules ToRules(SearchOptions options, RetrievalPlan plan) =>
        new(options.Results.Wanted)
        {
            Fusion = options.Retrieval.Mode switch
            {
                SearchMode.Bm25 => FusionRule.Bm25,
                SearchMode.Dense => FusionRule.Vectors,
                _ => options.Ranking.Fusion == FusionMode.Ranks ? FusionRule.Ranks : FusionRule.Scores,
            },
            DenseWeight = plan.DenseWeight,
            Deduplicate = options.Ranking.Deduplicate,
            PerDocumentMax = options.Results.PassagesOfDocumentMax,
            Diversity = options.Ranking.Diversity,
            IsGrouped = options.Results.GroupBy == ResultGrouping.Document,
            PassagesMax = options.Results.PassagesMax,
            Joined = options.Ranking.Joined,
        };

    /// <summary>A passage of the result, with the first chunk's id and the best one's document and scores.</summary>
    /// <param name="passage">What the library made of it.</param>
    /// <param name="hits">The hits that it numbers.</param>
    /// <param name="reranked">What a reranker gave each; null when none did.</param>
    internal static Passage ToPassage(ResultPassage passage, ShardHit[] hits, IReadOnlyDictionary<int, double>? reranked)
    {
        ShardHit best = hits[passage.Best];
        PassageScores scores = new(best.Scores.Vector, best.Scores.Bm25, reranked?[passage.Best]);
        Chunk chunk = hits[passage.Items[0]].Chunk;
        for (int i = 1; i < passage.Items.Length; i++)
            chunk = Join(chunk, hits[passage.Items[i]].Chunk);
        return new Passage(chunk, best.Title, best.Uri, best.Metadata, passage.Score, scores);
    }

    private static Candidate ToCandidate(ShardHit hit) =>
        new(hit.Id.Document.Value, hit.Chunk.Text)
        {
            Version = hit.Id.Generation,
            Ordinal = hit.Id.Ordinal,
            Start = hit.Chunk.Start,
            End = hit.Chunk.End,
        };

    private static Chunk Join(Chunk first, Chunk next)
    {
        int repeated = first.End - next.Start;
        int[] breakBetween = first.PageLast < next.PageFirst && first.End == next.Start ? [next.Start] : [];
        return first with
        {
            End = next.End,
            Text = string.Concat(first.Text, next.Text.AsSpan(repeated)),
            PageLast = next.PageLast,
            PageBreaks = [.. first.PageBreaks.Concat(breakBetween).Concat(next.PageBreaks).Distinct().Order()],
            Blocks = Join(first.Blocks, next.Blocks),
            Lines = [.. first.Lines, .. next.Lines.Where(line => line.Start >= first.End)],
            Links = [.. first.Links, .. next.Links.Where(link => link.Start >= first.End)],
            TokenCount = first.TokenCount + (int)((long)next.TokenCount * (next.Text.Length - repeated) / Math.Max(1, next.Text.Length)),
        };
    }

    // Chunks overlap by whole sentences and are cut within long blocks: what both hold of a block is one block.
    private static ChunkBlock[] Join(ChunkBlock[] first, ChunkBlock[] next)
    {
        List<ChunkBlock> joined = [.. first];
        foreach (ChunkBlock block in next)
        {
            bool isSame = joined.Count > 0 && block.Start < joined[^1].End;
            if (!isSame)
                joined.Add(block);
            else if (block.End > joined[^1].End)
                joined[^1] = joined[^1] with { End = block.End };
        }

        return [.. joined];
    }
}
