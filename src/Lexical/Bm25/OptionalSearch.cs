using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Bm25;

/// <summary>
/// MaxScore within windows of rows: terms whose bounds cannot make a hit together are only looked up for rows that the other, essential
/// terms bring. One essential term is read block by block; several are summed over the window. Sources: H. Turtle and J. Flood, "Query
/// evaluation: strategies and optimizations", Information Processing and Management 31(6), 1995; K. Chakrabarti, S. Chaudhuri and V. Ganti,
/// "Interval-based pruning for top-k processing over compressed lists", ICDE 2011.
/// </summary>
internal static class OptionalSearch
{
    // The most promising windows go first, whatever their place: they lift the threshold for all others.
    private const int FirstWindows = 3;
    private const float Done = -1;

    internal static void Run(ref RowJudge judge, CancellationToken cancellationToken)
    {
        Span<float> totals = judge.Room.Windows.Totals;
        for (int i = 0; i < FirstWindows && totals.Length > FirstWindows; i++)
        {
            int best = IndexOfMax(totals);
            Search(ref judge, best, totals[best]);
            totals[best] = Done;
        }

        for (int window = 0; window < totals.Length; window++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Search(ref judge, window, totals[window]);
        }
    }

    private static int IndexOfMax(ReadOnlySpan<float> totals)
    {
        int best = 0;
        for (int i = 1; i < totals.Length; i++)
        {
            if (totals[i] > totals[best])
                best = i;
        }

        return best;
    }

    private static void Search(ref RowJudge judge, int window, float total)
    {
        if (total <= 0 || total < judge.Threshold || !judge.HasRows(window))
            return;
        int terms = Sort(ref judge, window);
        int open = 0;
        while (open < terms && judge.Room.Before[open + 1] < judge.Threshold)
            open++;
        if (open == terms)
            return;
        if (open == terms - 1)
            BlockScan.Collect(ref judge, judge.Room.Cursor(judge.Room.Order[open]), window, open);
        else
            SumSeveral(ref judge, window, open, terms);
        judge.Settle(window, open);
    }

    /// <summary>Orders the terms that reach into a window by their bound, least first.</summary>
    private static int Sort(ref RowJudge judge, int window)
    {
        int[] order = judge.Room.Order;
        float[] before = judge.Room.Before;
        WindowTable windows = judge.Room.Windows;
        int terms = 0;
        for (int term = 0; term < judge.TermCount; term++)
        {
            float bound = windows.Bound(term, window);
            if (bound <= 0)
                continue;
            int place = terms++;
            for (; place > 0 && windows.Bound(order[place - 1], window) > bound; place--)
                order[place] = order[place - 1];
            order[place] = term;
        }

        for (int i = 0; i < terms; i++)
            before[i + 1] = before[i] + windows.Bound(order[i], window);
        return terms;
    }

    private static void SumSeveral(ref RowJudge judge, int window, int open, int terms)
    {
        float[] sums = judge.Room.Sums;
        int first = window << WindowTable.Shift;
        float total = judge.Room.Before[terms];
        for (int i = open; i < terms; i++)
        {
            TermCursor cursor = judge.Room.Cursor(judge.Room.Order[i]);
            PostingList list = judge.List(cursor);
            float others = total - judge.Room.Windows.Bound(cursor.Term, window);
            for (
                int block = judge.Room.Windows.FirstBlock(cursor.Term, window);
                block < list.BlockCount && list.FirstRowAfter(block - 1) < first + WindowTable.Rows;
                block++
            )
            {
                if (others + cursor.BoundOf(block) < judge.Threshold)
                    continue;
                cursor.LoadScores(list, block, judge.Norms);
                Add(cursor.Rows, cursor.Scores, first, sums);
            }
        }

        Collect(ref judge, window, open);
    }

    private static void Add(ReadOnlySpan<int> rows, ReadOnlySpan<float> scores, int first, float[] sums)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            uint place = (uint)(rows[i] - first);
            if (place < WindowTable.Rows)
                sums[place] += scores[i];
        }
    }

    // The threshold stands still until the window's candidates are settled.
    private static void Collect(ref RowJudge judge, int window, int open)
    {
        SearchRoom room = judge.Room;
        ReadOnlySpan<float> sums = room.Sums;
        ref float from = ref MemoryMarshal.GetReference(sums);
        int first = window << WindowTable.Shift;
        float threshold = judge.Threshold;
        room.Open.Set(room, window, open);
        // Rows that no essential term brought have the sum 0 and are no candidates, whatever the threshold.
        Vector256<float> least = Vector256.Create(Math.Max(threshold - room.Before[open], float.Epsilon));
        for (int i = 0; i < WindowTable.Rows; i += 2 * Vector256<float>.Count)
        {
            uint passing =
                Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref from, (nuint)i), least).ExtractMostSignificantBits()
                | Vector256
                    .GreaterThanOrEqual(Vector256.LoadUnsafe(ref from, (nuint)(i + Vector256<float>.Count)), least)
                    .ExtractMostSignificantBits() << Vector256<float>.Count;
            for (; passing != 0; passing &= passing - 1)
            {
                int place = i + BitOperations.TrailingZeroCount(passing);
                float norm = judge.Norms.Of(first + place);
                if (sums[place] + room.Open.RestFor(norm) >= threshold)
                    room.Candidates.Add(first + place, sums[place], norm);
            }
        }

        room.Sums.AsSpan().Clear();
    }
}
