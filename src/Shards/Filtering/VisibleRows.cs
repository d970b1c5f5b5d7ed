using System.Runtime.CompilerServices;
using RagCluster.Corpus.Access;
using RagCluster.Lexical.Bm25;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Filtering;

/// <summary>
/// A segment as a caller sees it: the rows of live documents whose list lets the caller in. Everything that a search returns or counts
/// comes from these rows, so that a document that is not seen changes nothing in an answer, not even a score.
/// </summary>
/// <param name="live">The segment without its deleted documents.</param>
/// <param name="rows">One bit a row; empty when every row is seen.</param>
internal sealed class VisibleRows(LiveSegment live, ulong[] rows)
{
    private StrongBox<long>? _totalLength;

    /// <summary>The segment without its deleted documents.</summary>
    internal LiveSegment Live => live;

    /// <summary>The segment.</summary>
    internal Segment Segment => live.Segment;

    /// <summary>The rows that are seen: one bit a row, empty when that is every row.</summary>
    internal ulong[] Rows => rows;

    /// <summary>A snapshot's segments as a caller sees them.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="view">What the caller sees; null for everything.</param>
    internal static VisibleRows[] Of(ShardSnapshot snapshot, AccessView? view) => [.. snapshot.Segments.Select(live => Of(live, view))];

    /// <summary>A segment as a caller sees it.</summary>
    /// <param name="live">The segment.</param>
    /// <param name="view">What the caller sees; null for everything.</param>
    internal static VisibleRows Of(LiveSegment live, AccessView? view)
    {
        // Where no document has a list, all see all.
        return view is null || live.Segment.Values.Find(DocumentAcl.MetadataKey) is not { } lists
            ? new VisibleRows(live, live.LiveRows)
            : KnownViews.GetOrMake(live, view, () => Select(live, view, lists));
    }

    private static VisibleRows Select(LiveSegment live, AccessView view, ValueColumn lists)
    {
        int count = live.Segment.Documents.Count;
        bool[] passing = new bool[lists.ValueCount + 1];
        passing[0] = true;
        for (int place = 0; place < lists.ValueCount; place++)
            passing[place + 1] = view.Sees(DocumentAcl.Of(lists.Value(place)));
        if (Array.TrueForAll(passing, passes => passes))
            return new VisibleRows(live, live.LiveRows);
        ulong[] documents = RowBitmap.None(count);
        lists.Select(passing, documents, count);
        return new VisibleRows(live, RowBitmap.And(RowSelection.RowsOf(live.Segment, documents), live.LiveRows));
    }

    /// <summary>Counts terms among the rows that are seen.</summary>
    /// <param name="segments">All segments of a shard.</param>
    /// <param name="terms">The terms.</param>
    internal static TermStatistics Count(VisibleRows[] segments, IReadOnlyList<QueryTerm> terms)
    {
        Dictionary<string, long> frequencies = new(terms.Count, StringComparer.Ordinal);
        foreach (QueryTerm term in terms)
            frequencies[term.Term] = segments.Sum(visible => (long)visible.Segment.Terms.CountIn(term.Term, visible.Rows));
        return new TermStatistics
        {
            RowCount = segments.Sum(visible => visible.RowCount()),
            TotalLength = segments.Sum(visible => visible.TotalLength()),
            DocumentFrequencies = frequencies,
        };
    }

    // What only lacks deleted rows has been counted already.
    private bool IsWhole => ReferenceEquals(rows, live.LiveRows);

    private int RowCount() => IsWhole ? live.RowCount : RowBitmap.Count(rows);

    // Every search that counts terms asks for it; two that ask at once find the same.
    private long TotalLength() => IsWhole ? live.Counts.TotalLength : (_totalLength ??= new StrongBox<long>(SumOfLengths())).Value;

    private long SumOfLengths()
    {
        long total = 0;
        ReadOnlySpan<int> lengths = Segment.Terms.RowLengths;
        for (int row = 0; row < lengths.Length; row++)
        {
            if (RowBitmap.Contains(rows, row))
                total += lengths[row];
        }

        return total;
    }
}
