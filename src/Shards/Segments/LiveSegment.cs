using RagCluster.Corpus.Documents;
using RagCluster.Shards.Filtering;

namespace RagCluster.Shards.Segments;

/// <summary>A segment without its deleted documents. Immutable: a deletion makes a new one over the same segment.</summary>
internal sealed class LiveSegment
{
    private LiveSegment(Segment segment, ulong[] liveRows, int rowCount, int documentCount, long totalLength)
    {
        Segment = segment;
        LiveRows = liveRows;
        RowCount = rowCount;
        DocumentCount = documentCount;
        TotalLength = totalLength;
    }

    internal Segment Segment { get; }

    /// <summary>One bit a row; empty while nothing is deleted.</summary>
    internal ulong[] LiveRows { get; }

    /// <summary>Live rows.</summary>
    internal int RowCount { get; }

    /// <summary>Live documents.</summary>
    internal int DocumentCount { get; }

    /// <summary>Sum of the weighted lengths of the live rows.</summary>
    internal long TotalLength { get; }

    internal static LiveSegment All(Segment segment)
    {
        long length = 0;
        foreach (int rowLength in segment.Terms.RowLengths)
            length += rowLength;
        return new LiveSegment(segment, [], segment.RowCount, segment.Documents.Length, length);
    }

    internal SegmentDocument? FindLive(DocumentId id) =>
        Segment.Find(id) is { } document && IsLive(document) ? document : null;

    internal bool IsLive(SegmentDocument document) => RowBitmap.Contains(LiveRows, document.FirstRow);

    internal LiveSegment Without(IReadOnlyCollection<SegmentDocument> deleted)
    {
        if (deleted.Count == 0)
            return this;
        ulong[] live = LiveRows.Length > 0 ? (ulong[])LiveRows.Clone() : RowBitmap.Full(Segment.RowCount);
        int rowCount = RowCount;
        long totalLength = TotalLength;
        foreach (SegmentDocument document in deleted)
        {
            RowBitmap.Clear(live, document.FirstRow, document.EndRow);
            rowCount -= document.Chunks.Length;
            foreach (int length in Segment.Terms.RowLengths[document.FirstRow..document.EndRow])
                totalLength -= length;
        }

        return new LiveSegment(Segment, live, rowCount, DocumentCount - deleted.Count, totalLength);
    }
}
