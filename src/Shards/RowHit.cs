using RagCluster.Corpus.Chunks;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards;

/// <summary>A row that a leg found, before its chunk is shown.</summary>
internal readonly record struct RowHit(int SegmentIndex, int Row, ChunkId Chunk, double Score)
{
    /// <summary>Best first, equal scores by chunk id.</summary>
    internal static RowHit[] Best(List<RowHit> hits, int limit)
    {
        hits.Sort(static (left, right) =>
            left.Score != right.Score ? right.Score.CompareTo(left.Score) : ChunkOrder.Compare(left.Chunk, right.Chunk));
        return [.. hits.Take(limit)];
    }
}
