using RagCluster.Lexical.Postings;
using RagCluster.Shards.Filtering;
using RagCluster.Shards.Segments;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;

namespace RagCluster.Shards.Merging;

/// <summary>Merges segments into one without their deleted documents; no text is analysed again.</summary>
internal static class SegmentMerger
{
    internal static LiveSegment Merge(IReadOnlyList<LiveSegment> segments, int dimensions)
    {
        var placed = PlaceDocuments(segments, out int[][] newRows, out int rowCount);
        var sources = segments.Select((live, i) => new MergeSource(live.Segment.Terms, newRows[i])).ToArray();
        LexicalSegment terms = LexicalSegmentMerger.Merge(sources, rowCount);
        FlatRows? vectors = dimensions > 0 ? MergeVectors(segments, newRows, dimensions, rowCount) : null;
        return LiveSegment.All(new Segment(placed, terms, vectors, MergeRowsWithVector(segments, newRows, rowCount)));
    }

    private static SegmentDocument[] PlaceDocuments(IReadOnlyList<LiveSegment> segments, out int[][] newRows, out int rowCount)
    {
        newRows = new int[segments.Count][];
        var live = new List<(SegmentDocument Document, int Source)>(segments.Sum(segment => segment.DocumentCount));
        for (int i = 0; i < segments.Count; i++)
        {
            newRows[i] = new int[segments[i].Segment.RowCount];
            Array.Fill(newRows[i], MergeSource.Dropped);
            foreach (SegmentDocument document in segments[i].Segment.Documents)
            {
                if (segments[i].IsLive(document))
                    live.Add((document, i));
            }
        }

        live.Sort(static (left, right) => string.CompareOrdinal(left.Document.Id.Value, right.Document.Id.Value));
        var placed = new SegmentDocument[live.Count];
        int next = 0;
        for (int i = 0; i < placed.Length; i++)
        {
            (SegmentDocument document, int source) = live[i];
            placed[i] = document with { FirstRow = next };
            for (int row = document.FirstRow; row < document.EndRow; row++)
                newRows[source][row] = next++;
        }

        rowCount = next;
        return placed;
    }

    private static FlatRows MergeVectors(IReadOnlyList<LiveSegment> segments, int[][] newRows, int dimensions, int rowCount)
    {
        float[] values = GC.AllocateUninitializedArray<float>(checked(rowCount * dimensions));
        for (int i = 0; i < segments.Count; i++)
        {
            FlatRows vectors = segments[i].Segment.Vectors!;
            for (int row = 0; row < newRows[i].Length; row++)
            {
                if (newRows[i][row] != MergeSource.Dropped)
                    vectors[row].CopyTo(values.AsSpan(newRows[i][row] * dimensions));
            }
        }

        return new FlatRows(values, dimensions, Metric.Cosine);
    }

    private static ulong[] MergeRowsWithVector(IReadOnlyList<LiveSegment> segments, int[][] newRows, int rowCount)
    {
        if (segments.All(live => live.Segment.RowsWithVector.Length == 0))
            return [];
        ulong[] rows = RowBitmap.None(rowCount);
        for (int i = 0; i < segments.Count; i++)
        {
            for (int row = 0; row < newRows[i].Length; row++)
            {
                if (newRows[i][row] != MergeSource.Dropped && RowBitmap.Contains(segments[i].Segment.RowsWithVector, row))
                    RowBitmap.Set(rows, newRows[i][row], newRows[i][row] + 1);
            }
        }

        return rows;
    }
}
