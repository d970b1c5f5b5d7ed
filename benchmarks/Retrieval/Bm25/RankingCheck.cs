using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;

namespace RagCluster.Retrieval.Bm25;

/// <summary>Whether searches rank exactly as scoring every row does.</summary>
internal static class RankingCheck
{
    /// <summary>Queries whose best rows or scores differ in any bit.</summary>
    internal static int CountDifferences(Bm25Query[] queries, LexicalSegment segment, int limit)
    {
        RowScore[] best = new RowScore[limit];
        int different = 0;
        foreach (Bm25Query query in queries)
        {
            int count = Bm25Search.Find(query, segment, [], best, CancellationToken.None);
            using SegmentScores scores = SegmentScores.Compute(query, segment, CancellationToken.None);
            if (!best.AsSpan(0, count).SequenceEqual(scores.Best(limit, [])))
                different++;
        }

        return different;
    }
}
