using RagCluster.Corpus.Documents;

namespace RagCluster.Shards.Segments;

/// <summary>A segment without its deleted documents. Immutable: a deletion makes a new one over the same segment.</summary>
internal sealed class LiveSegment
{
    internal LiveSegment(Segment segment, ulong[] liveRows, LiveCounts counts)
    {
        Segment = segment;
        LiveRows = liveRows;
        Counts = counts;
    }

    internal Segment Segment { get; }

    /// <summary>One bit a row; empty while nothing is deleted.</summary>
    internal ulong[] LiveRows { get; }

    /// <summary>What is left.</summary>
    internal LiveCounts Counts { get; }

    internal int RowCount => Counts.Rows;

    internal static LiveSegment All(Segment segment) =>
        new(segment, [], new LiveCounts(segment.Counts.Rows, segment.Counts.Documents, segment.Counts.TotalLength));

    /// <summary>The place of a live document; null when it is not here or deleted.</summary>
    internal int? FindLive(DocumentId id) => Segment.Documents.Find(id) is { } document && IsLive(document) ? document : null;

    internal bool IsLive(int document) => RowBitmap.Contains(LiveRows, Segment.Documents.FirstRow(document));

    /// <summary>The same segment without further documents, all of them live here.</summary>
    internal LiveSegment Without(IReadOnlyCollection<int> deleted)
    {
        if (deleted.Count == 0)
            return this;
        ulong[] live = LiveRows.Length > 0 ? (ulong[])LiveRows.Clone() : RowBitmap.Full(Segment.RowCount);
        int rowCount = Counts.Rows;
        long totalLength = Counts.TotalLength;
        ReadOnlySpan<int> lengths = Segment.Terms.RowLengths;
        foreach (int document in deleted)
        {
            int first = Segment.Documents.FirstRow(document);
            int end = Segment.Documents.EndRow(document);
            RowBitmap.Clear(live, first, end);
            rowCount -= end - first;
            foreach (int length in lengths[first..end])
                totalLength -= length;
        }

        return new LiveSegment(Segment, live, new LiveCounts(rowCount, Counts.Documents - deleted.Count, totalLength));
    }
}
