namespace RagCluster.Lexical.Bm25;

/// <summary>
/// The best rows so far: a heap with the worst at its root, in room that the caller gives. Of equal scores the lower row is better.
/// </summary>
internal ref struct TopRows(Span<RowScore> room)
{
    private readonly Span<RowScore> _heap = room;

    internal int Count { get; private set; }

    /// <summary>The most rows that are wanted.</summary>
    internal readonly int Limit => _heap.Length;

    /// <summary>Below it a row can't enter; 0 while there is room.</summary>
    internal readonly double Threshold => Count == _heap.Length ? _heap[0].Score : 0;

    /// <summary>Takes a row if it is among the best.</summary>
    /// <returns>Whether the threshold may have risen.</returns>
    internal bool Offer(int row, double score)
    {
        RowScore hit = new(row, score);
        if (Count < _heap.Length)
        {
            _heap[Count++] = hit;
            Rise(Count - 1);
            return Count == _heap.Length;
        }

        if (!IsWorse(_heap[0], hit))
            return false;
        _heap[0] = hit;
        Sink(Count);
        return true;
    }

    /// <summary>Puts the rows in order, best first; nothing may be offered afterwards.</summary>
    internal readonly void Sort()
    {
        for (int end = Count - 1; end > 0; end--)
        {
            (_heap[0], _heap[end]) = (_heap[end], _heap[0]);
            Sink(end);
        }
    }

    private static bool IsWorse(RowScore left, RowScore right) =>
        left.Score < right.Score || left.Score == right.Score && left.Row > right.Row;

    private readonly void Rise(int place)
    {
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (!IsWorse(_heap[place], _heap[parent]))
                return;
            (_heap[place], _heap[parent]) = (_heap[parent], _heap[place]);
            place = parent;
        }
    }

    private readonly void Sink(int end)
    {
        int place = 0;
        while (true)
        {
            int child = 2 * place + 1;
            if (child >= end)
                return;
            if (child + 1 < end && IsWorse(_heap[child + 1], _heap[child]))
                child++;
            if (!IsWorse(_heap[child], _heap[place]))
                return;
            (_heap[child], _heap[place]) = (_heap[place], _heap[child]);
            place = child;
        }
    }
}
