using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Merging;

/// <summary>What the merge policy knows of a segment.</summary>
/// <param name="LiveRows">Rows that are not deleted.</param>
/// <param name="AllRows">All rows.</param>
/// <param name="SectionBytes">Bytes of its longest section.</param>
internal readonly record struct SegmentSize(int LiveRows, int AllRows, long SectionBytes)
{
    /// <summary>A segment's size. Postings take less than the texts that they come from.</summary>
    internal static SegmentSize Of(LiveSegment live) =>
        new(
            live.RowCount,
            live.Segment.RowCount,
            Math.Max(live.Segment.Chunks.LengthBytes, (long)live.Segment.RowCount * live.Segment.Counts.Dimensions * sizeof(float))
        );
}
