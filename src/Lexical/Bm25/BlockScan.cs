using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Bm25;

/// <summary>Reads one term's blocks in a window and makes candidates of the rows that may be hits.</summary>
internal static class BlockScan
{
    /// <summary>Collects the candidates; the first <paramref name="open"/> terms of the order are still to be looked up.</summary>
    internal static void Collect(ref RowJudge judge, TermCursor cursor, int window, int open)
    {
        SearchRoom room = judge.Room;
        PostingList list = judge.List(cursor);
        float rest = room.Before[open];
        float threshold = judge.Threshold;
        int first = window << WindowTable.Shift;
        int end = first + WindowTable.Rows;
        room.Open.Set(room, window, open);
        for (
            int block = room.Windows.FirstBlock(cursor.Term, window);
            block < list.BlockCount && list.FirstRowAfter(block - 1) < end;
            block++
        )
        {
            if (rest + cursor.BoundOf(block) < threshold)
                continue;
            cursor.LoadScores(list, block, judge.Norms);
            Filter(cursor, room, first, threshold);
        }
    }

    private static void Filter(TermCursor cursor, SearchRoom room, int first, float least)
    {
        ReadOnlySpan<int> rows = cursor.Rows;
        ReadOnlySpan<float> scores = cursor.ScoreRoom;
        ReadOnlySpan<float> norms = cursor.NormRoom;
        CandidateRows candidates = room.Candidates;
        Vector256<float> threshold = Vector256.Create(least);
        int end = cursor.IndexFrom(first + WindowTable.Rows);
        for (int i = cursor.IndexFrom(first) & -Vector256<float>.Count; i < end; i += Vector256<float>.Count)
        {
            Vector256<float> norm = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(norms), (nuint)i);
            Vector256<float> most = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(scores), (nuint)i) + room.Open.RestFor(norm);
            uint passing = Vector256.GreaterThanOrEqual(most, threshold).ExtractMostSignificantBits();
            for (; passing != 0; passing &= passing - 1)
            {
                int place = i + BitOperations.TrailingZeroCount(passing);
                if (place < end && (uint)(rows[place] - first) < WindowTable.Rows)
                    candidates.Add(rows[place], scores[place], norms[place]);
            }
        }
    }
}
