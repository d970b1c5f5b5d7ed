using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Filtering;

/// <summary>Turns a metadata filter into the rows that a search may return.</summary>
internal static class RowSelection
{
    /// <summary>The live rows of documents that pass the filter; empty when that is every row.</summary>
    /// <param name="live">The segment.</param>
    /// <param name="filter">Which metadata passes; null for all.</param>
    /// <param name="among">The only documents that pass; null for all.</param>
    internal static ulong[] Of(LiveSegment live, MetadataFilter? filter, IReadOnlyList<DocumentId>? among = null) =>
        Of(VisibleRows.Of(live, null), filter, among);

    /// <summary>The rows that a caller sees of documents that pass the filter; empty when that is every row.</summary>
    /// <param name="visible">The segment.</param>
    /// <param name="filter">Which metadata passes; null for all.</param>
    /// <param name="among">The only documents that pass; null for all.</param>
    internal static ulong[] Of(VisibleRows visible, MetadataFilter? filter, IReadOnlyList<DocumentId>? among)
    {
        if (filter is null && among is null)
            return visible.Rows;
        LiveSegment live = visible.Live;
        ulong[] documents = filter is null ? RowBitmap.Full(live.Segment.Documents.Count) : Documents(live.Segment, filter);
        if (among is not null)
            documents = RowBitmap.And(documents, Listed(live.Segment, among));
        return RowBitmap.And(RowsOf(live.Segment, documents), visible.Rows);
    }

    /// <summary>The rows of documents.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="documents">One bit a document.</param>
    internal static ulong[] RowsOf(Segment segment, ulong[] documents)
    {
        ulong[] rows = RowBitmap.None(segment.RowCount);
        for (int document = 0; document < segment.Documents.Count; document++)
        {
            if ((documents[document >> 6] >> document & 1) != 0)
                RowBitmap.Set(rows, segment.Documents.FirstRow(document), segment.Documents.EndRow(document));
        }

        return rows;
    }

    private static ulong[] Listed(Segment segment, IReadOnlyList<DocumentId> among)
    {
        ulong[] listed = RowBitmap.None(segment.Documents.Count);
        foreach (DocumentId id in among)
        {
            if (segment.Documents.Find(id) is { } document)
                RowBitmap.Set(listed, document, document + 1);
        }

        return listed;
    }

    // One bit a document.
    private static ulong[] Documents(Segment segment, MetadataFilter filter) =>
        filter switch
        {
            ComparisonFilter comparison => Compare(segment, comparison),
            AllFilter all => all.Filters.Aggregate(
                RowBitmap.Full(segment.Documents.Count),
                (passing, part) => RowBitmap.And(passing, Documents(segment, part))
            ),
            AnyFilter any => any.Filters.Aggregate(
                RowBitmap.None(segment.Documents.Count),
                (passing, part) => RowBitmap.Or(passing, Documents(segment, part))
            ),
            _ => Ask(segment, filter),
        };

    // A kind of filter that is not known here is asked document by document.
    private static ulong[] Ask(Segment segment, MetadataFilter filter)
    {
        ulong[] passing = RowBitmap.None(segment.Documents.Count);
        for (int document = 0; document < segment.Documents.Count; document++)
        {
            if (filter.Passes(segment.Documents.Read(document).Metadata))
                RowBitmap.Set(passing, document, document + 1);
        }

        return passing;
    }

    private static ulong[] Compare(Segment segment, ComparisonFilter filter)
    {
        int count = segment.Documents.Count;
        Dictionary<string, MetadataValue> probe = new(1);
        bool missingPasses = filter.Passes(probe);
        if (segment.Values.Find(filter.Key) is not { } column)
            return missingPasses ? RowBitmap.Full(count) : RowBitmap.None(count);
        bool[] passing = new bool[column.ValueCount + 1];
        passing[0] = missingPasses;
        if (filter.Operator is ComparisonOperator.Equal or ComparisonOperator.In or ComparisonOperator.NotEqual or ComparisonOperator.NotIn)
        {
            bool listed = filter.Operator is ComparisonOperator.Equal or ComparisonOperator.In;
            Array.Fill(passing, !listed, 1, column.ValueCount);
            foreach (MetadataValue value in filter.Values)
            {
                if (column.Find(value) is { } place)
                    passing[place + 1] = listed;
            }
        }
        else
        {
            for (int place = 0; place < column.ValueCount; place++)
            {
                probe[filter.Key] = column.Value(place);
                passing[place + 1] = filter.Passes(probe);
            }
        }

        ulong[] documents = RowBitmap.None(count);
        column.Select(passing, documents, count);
        return documents;
    }
}
