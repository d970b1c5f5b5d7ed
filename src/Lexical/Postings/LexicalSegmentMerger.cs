using System.Runtime.InteropServices;

namespace RagCluster.Lexical.Postings;

/// <summary>Merges segments into one without analysing any text again.</summary>
public static class LexicalSegmentMerger
{
    /// <summary>Merges segments.</summary>
    /// <param name="sources">The segments, each with the new place of its rows; together they fill rows 0 to <paramref name="rowCount"/> - 1.</param>
    /// <param name="rowCount">Rows of the merged segment.</param>
    public static LexicalSegment Merge(IReadOnlyList<MergeSource> sources, int rowCount)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var writer = new LexicalSegmentWriter(MergeLengths(sources, rowCount));
        int[] cursors = new int[sources.Count];
        var postings = new List<Posting>();
        while (TryFindLeast(sources, cursors, out int least))
        {
            ReadOnlySpan<byte> term = sources[least].Segment.Terms[cursors[least]];
            postings.Clear();
            bool sorted = true;
            for (int i = 0; i < cursors.Length; i++)
            {
                LexicalSegment segment = sources[i].Segment;
                if (cursors[i] < segment.Terms.Count && segment.Terms[cursors[i]].SequenceEqual(term))
                    sorted &= Collect(segment.Postings(cursors[i]++), sources[i].NewRows, postings);
            }

            if (!sorted)
                postings.Sort(static (left, right) => left.Row.CompareTo(right.Row));
            writer.Append(term, CollectionsMarshal.AsSpan(postings));
        }

        return writer.Finish();
    }

    private static bool Collect(PostingReader reader, int[] newRows, List<Posting> postings)
    {
        bool sorted = true;
        foreach (Posting posting in reader)
        {
            int row = newRows[posting.Row];
            if (row == MergeSource.Dropped)
                continue;
            sorted &= postings.Count == 0 || postings[^1].Row < row;
            postings.Add(posting with { Row = row });
        }

        return sorted;
    }

    private static bool TryFindLeast(IReadOnlyList<MergeSource> sources, int[] cursors, out int least)
    {
        least = -1;
        for (int i = 0; i < cursors.Length; i++)
        {
            if (cursors[i] == sources[i].Segment.Terms.Count)
                continue;
            if (least < 0 || sources[i].Segment.Terms[cursors[i]].SequenceCompareTo(sources[least].Segment.Terms[cursors[least]]) < 0)
                least = i;
        }

        return least >= 0;
    }

    private static int[] MergeLengths(IReadOnlyList<MergeSource> sources, int rowCount)
    {
        int[] lengths = new int[rowCount];
        foreach (MergeSource source in sources)
        {
            for (int row = 0; row < source.NewRows.Length; row++)
            {
                if (source.NewRows[row] != MergeSource.Dropped)
                    lengths[source.NewRows[row]] = source.Segment.RowLengths[row];
            }
        }

        return lengths;
    }
}
