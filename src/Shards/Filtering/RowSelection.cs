using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Filtering;

/// <summary>Which rows of a segment a search may return.</summary>
internal static class RowSelection
{
    /// <summary>The live rows of documents that pass the filter; empty when that is every row. The filter is asked once per live document.</summary>
    internal static ulong[] Of(LiveSegment live, MetadataFilter? filter)
    {
        if (filter is null)
            return live.LiveRows;
        ulong[] rows = RowBitmap.None(live.Segment.RowCount);
        foreach (SegmentDocument document in live.Segment.Documents)
        {
            if (live.IsLive(document) && filter.Passes(document.Metadata))
                RowBitmap.Set(rows, document.FirstRow, document.EndRow);
        }

        return rows;
    }
}
