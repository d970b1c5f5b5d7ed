namespace RagCluster.Lexical.Bm25;

/// <summary>
/// Reads the rarest required term and looks the others up in the rows that it brings, the rarest first, as long as bounds leave hope.
/// </summary>
internal static class RequiredSearch
{
    internal static void Run(ref RowJudge judge, CancellationToken cancellationToken)
    {
        int[] order = judge.Room.Order;
        Sort(ref judge);
        int others = judge.TermCount - 1;
        TermCursor lead = judge.Room.Cursor(order[others]);
        WindowTable windows = judge.Room.Windows;
        for (int window = 0; window < windows.Count; window++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!MayHold(ref judge, window))
                continue;
            for (int i = 0; i < others; i++)
                judge.Room.Before[i + 1] = judge.Room.Before[i] + windows.Bound(order[i], window);
            BlockScan.Collect(ref judge, lead, window, others);
            judge.Settle(window, others);
        }
    }

    // Required terms stand last, the rarest at the very end; of the optional ones the most common stands first.
    private static void Sort(ref RowJudge judge)
    {
        int[] order = judge.Room.Order;
        for (int term = 0; term < judge.TermCount; term++)
        {
            TermCursor cursor = judge.Room.Cursor(term);
            int place = term;
            for (; place > 0 && ComesBefore(cursor, judge.Room.Cursor(order[place - 1])); place--)
                order[place] = order[place - 1];
            order[place] = term;
        }
    }

    private static bool ComesBefore(TermCursor left, TermCursor right) =>
        left.IsRequired == right.IsRequired ? left.Count > right.Count : right.IsRequired;

    private static bool MayHold(ref RowJudge judge, int window)
    {
        WindowTable windows = judge.Room.Windows;
        for (int term = 0; term < judge.TermCount; term++)
        {
            if (judge.Room.Cursor(term).IsRequired && windows.Bound(term, window) <= 0)
                return false;
        }

        return windows.Totals[window] >= judge.Threshold && judge.HasRows(window);
    }
}
