using System.Runtime.ExceptionServices;
using RagCluster.Corpus.Chunks;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards;

/// <summary>A row that a leg found, before its chunk is shown.</summary>
internal readonly record struct RowHit(int SegmentIndex, Segment Segment, int Row, double Score)
{
    private ChunkId Chunk => Segment.ChunkIdAt(Row);

    /// <summary>Best first, equal scores by chunk id.</summary>
    internal static RowHit[] Best(List<RowHit> hits, int limit)
    {
        try
        {
            hits.Sort(static (left, right) => left.Score != right.Score ? right.Score.CompareTo(left.Score) : ByChunk(left, right));
        }
        catch (InvalidOperationException wrapped) when (wrapped.InnerException is ShardDamagedException damage)
        {
            // A sort wraps what its comparison throws.
            ExceptionDispatchInfo.Throw(damage);
        }

        return [.. hits.Take(limit)];
    }

    // Ids are read only where scores are equal; within a segment rows stand in their order.
    private static int ByChunk(RowHit left, RowHit right) =>
        left.SegmentIndex == right.SegmentIndex ? left.Row.CompareTo(right.Row) : ChunkOrder.Compare(left.Chunk, right.Chunk);
}
