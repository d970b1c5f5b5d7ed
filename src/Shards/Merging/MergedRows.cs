using RagCluster.Lexical.Postings;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Merging;

/// <summary>Where every live row of some segments stands in the segment that they become.</summary>
internal sealed class MergedRows
{
    private readonly List<(int Source, int Document)> _documents = [];
    private readonly List<(int Source, int Row)> _rows = [];

    private MergedRows(int[][] newRows) => NewRows = newRows;

    /// <summary>
    /// The merged segment's documents in their order: the place of the segment that each comes from, and its place there.
    /// </summary>
    internal IReadOnlyList<(int Source, int Document)> Documents => _documents;

    /// <summary>The merged segment's rows in their order: the place of the segment that each comes from, and its row there.</summary>
    internal IReadOnlyList<(int Source, int Row)> Rows => _rows;

    /// <summary>For every segment and row the new row, or <see cref="MergeSource.Dropped"/>.</summary>
    internal int[][] NewRows { get; }

    /// <summary>Places the live documents of segments, no two of which hold the same, in the order of their ids.</summary>
    internal static MergedRows Place(IReadOnlyList<LiveSegment> segments)
    {
        int[][] newRows = new int[segments.Count][];
        for (int i = 0; i < newRows.Length; i++)
        {
            newRows[i] = new int[segments[i].Segment.RowCount];
            Array.Fill(newRows[i], MergeSource.Dropped);
        }

        MergedRows merged = new(newRows);
        MergeCursor[] cursors = [.. segments.Select((live, i) => new MergeCursor(live, i))];
        while (Least(cursors) is { } least)
        {
            merged.Add(least, segments[least.Source].Segment.Documents);
            least.Next();
        }

        return merged;
    }

    private static MergeCursor? Least(MergeCursor[] cursors)
    {
        MergeCursor? least = null;
        foreach (MergeCursor cursor in cursors)
        {
            if (!cursor.IsAtEnd && (least is null || cursor.Id.SequenceCompareTo(least.Id) < 0))
                least = cursor;
        }

        return least;
    }

    private void Add(MergeCursor cursor, DocumentTable documents)
    {
        _documents.Add((cursor.Source, cursor.Document));
        int end = documents.EndRow(cursor.Document);
        for (int row = documents.FirstRow(cursor.Document); row < end; row++)
        {
            NewRows[cursor.Source][row] = _rows.Count;
            _rows.Add((cursor.Source, row));
        }
    }
}
