using System.Runtime.InteropServices;
using RagCluster.Lexical.TermDictionary;

namespace RagCluster.Lexical.Postings;

/// <summary>Merges segments into one without analysing any text again.</summary>
public static class LexicalSegmentMerger
{
    /// <summary>Merges segments.</summary>
    /// <param name="sources">The segments, each with the new place of its rows; together they fill rows 0 to <paramref name="rowCount"/> -
    /// 1.</param>
    /// <param name="rowCount">Rows of the merged segment.</param>
    /// <exception cref="InvalidDataException">A section is damaged.</exception>
    public static LexicalSegment Merge(IReadOnlyList<MergeSource> sources, int rowCount)
    {
        ArgumentNullException.ThrowIfNull(sources);
        LexicalSegmentWriter writer = new(MergeLengths(sources, rowCount));
        TermEnumerator[] cursors = [.. sources.Select(source => source.Segment.Terms.Enumerate())];
        byte[] term = new byte[TermTable.TermBytesMax];
        MergedPostings merged = new();
        while (FindLeast(cursors) is { } least)
        {
            least.Current.CopyTo(term);
            ReadOnlySpan<byte> current = term.AsSpan(0, least.Current.Length);
            merged.Clear();
            for (int i = 0; i < cursors.Length; i++)
            {
                if (cursors[i].IsAtEnd || !cursors[i].Current.SequenceEqual(current))
                    continue;
                merged.Add(sources[i], cursors[i].Ordinal);
                cursors[i].MoveNext();
            }

            merged.Sort();
            writer.Append(current, CollectionsMarshal.AsSpan(merged.Postings), merged.Runs.Written);
        }

        return writer.Finish();
    }

    private static TermEnumerator? FindLeast(TermEnumerator[] cursors)
    {
        TermEnumerator? least = null;
        foreach (TermEnumerator cursor in cursors)
        {
            if (!cursor.IsAtEnd && (least is null || cursor.Current.SequenceCompareTo(least.Current) < 0))
                least = cursor;
        }

        return least;
    }

    private static int[] MergeLengths(IReadOnlyList<MergeSource> sources, int rowCount)
    {
        int[] lengths = new int[rowCount];
        foreach (MergeSource source in sources)
        {
            ReadOnlySpan<int> held = source.Segment.RowLengths;
            for (int row = 0; row < source.NewRows.Length; row++)
            {
                if (source.NewRows[row] != MergeSource.Dropped)
                    lengths[source.NewRows[row]] = held[row];
            }
        }

        return lengths;
    }
}
