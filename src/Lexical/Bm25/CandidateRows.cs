using System.Numerics;
using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Bm25;

/// <summary>The rows of one window that may be hits, in order, each with a bound of its score from the terms looked at so far.</summary>
internal sealed class CandidateRows
{
    private readonly int[] _rows = new int[WindowTable.Rows];
    private readonly float[] _partials = new float[WindowTable.Rows];
    private readonly float[] _norms = new float[WindowTable.Rows];
    private float[] _heap = [];

    internal int Count { get; private set; }

    internal int Row(int place) => _rows[place];

    internal float Partial(int place) => _partials[place];

    internal void Clear() => Count = 0;

    internal void Add(int row, float partial, float norm)
    {
        _rows[Count] = row;
        _partials[Count] = partial;
        _norms[Count++] = norm;
    }

    /// <summary>Drops the rows that are not in a bitmap.</summary>
    internal void KeepOnly(ReadOnlySpan<ulong> rows)
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            Move(i, kept);
            kept += (int)(rows[_rows[i] >> 6] >> _rows[i] & 1);
        }

        Count = kept;
    }

    /// <summary>Adds a term's scores to the rows that hold it, and drops the rows that can't be hits.</summary>
    /// <param name="cursor">The term.</param>
    /// <param name="list">Its list.</param>
    /// <param name="firstBlock">The first block that reaches into the window.</param>
    /// <param name="limits">What the terms still open can add, and what a hit needs.</param>
    internal void Refine(TermCursor cursor, in PostingList list, int firstBlock, in RefineLimits limits)
    {
        int kept = 0;
        cursor.Rewind(firstBlock);
        for (int i = 0; i < Count; i++)
        {
            float partial = _partials[i];
            if (partial + limits.WithTerm < limits.Threshold)
                continue;
            int row = _rows[i];
            int block = cursor.Seek(list, row);
            if (block >= list.BlockCount ? cursor.IsRequired : partial + limits.Without + cursor.BoundOf(block) < limits.Threshold)
                continue;
            int frequency = cursor.FrequencyOf(list, row, block);
            if (frequency > 0)
                partial += cursor.Score(frequency, _norms[i]);
            else if (cursor.IsRequired)
                continue;
            if (partial + limits.Without < limits.Threshold)
                continue;
            _rows[kept] = row;
            _partials[kept] = partial;
            _norms[kept++] = _norms[i];
        }

        Count = kept;
    }

    /// <summary>The bound of the <paramref name="limit"/>-th best row; 0 when there are not so many.</summary>
    internal float Best(int limit)
    {
        if (Count <= limit)
            return 0;
        if (_heap.Length < limit)
            _heap = new float[(int)BitOperations.RoundUpToPowerOf2((uint)limit)];
        _partials.AsSpan(0, limit).CopyTo(_heap);
        for (int place = limit / 2 - 1; place >= 0; place--)
            Sink(place, limit);
        for (int i = limit; i < Count; i++)
        {
            if (_partials[i] <= _heap[0])
                continue;
            _heap[0] = _partials[i];
            Sink(0, limit);
        }

        return _heap[0];
    }

    private void Sink(int place, int end)
    {
        while (true)
        {
            int child = 2 * place + 1;
            if (child >= end)
                return;
            if (child + 1 < end && _heap[child + 1] < _heap[child])
                child++;
            if (_heap[place] <= _heap[child])
                return;
            (_heap[child], _heap[place]) = (_heap[place], _heap[child]);
            place = child;
        }
    }

    private void Move(int from, int to)
    {
        _rows[to] = _rows[from];
        _partials[to] = _partials[from];
        _norms[to] = _norms[from];
    }
}
