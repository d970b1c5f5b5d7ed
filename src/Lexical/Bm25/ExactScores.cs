using RagCluster.Lexical.Postings;

namespace RagCluster.Lexical.Bm25;

/// <summary>The exact scores of some candidates of a window, summed term after term in the order of the query like everywhere.</summary>
internal sealed class ExactScores
{
    private readonly int[] _rows = new int[WindowTable.Rows];
    private readonly double[] _scores = new double[WindowTable.Rows];
    private readonly int[] _matches = new int[WindowTable.Rows];

    internal int Count { get; private set; }

    internal int Row(int place) => _rows[place];

    internal double Score(int place) => _scores[place];

    /// <summary>Terms that a row holds.</summary>
    internal int Matches(int place) => _matches[place];

    /// <summary>Takes the candidates whose bound lies from <paramref name="least"/> to below <paramref name="end"/>.</summary>
    internal void Pick(CandidateRows candidates, float least, float end)
    {
        Count = 0;
        for (int i = 0; i < candidates.Count; i++)
        {
            float partial = candidates.Partial(i);
            if (partial >= least && partial < end)
                _rows[Count++] = candidates.Row(i);
        }

        _scores.AsSpan(0, Count).Clear();
        _matches.AsSpan(0, Count).Clear();
    }

    /// <summary>Adds a term's scores; terms come in the order of the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cursor">The term, rewound to the window.</param>
    /// <param name="list">Its list.</param>
    /// <param name="lengths">The length of every row.</param>
    internal void Add(Bm25Query query, TermCursor cursor, in PostingList list, ReadOnlySpan<int> lengths)
    {
        double weight = query.Weights[cursor.QueryTerm];
        for (int i = 0; i < Count; i++)
        {
            int row = _rows[i];
            int frequency = cursor.FrequencyOf(list, row, cursor.Seek(list, row));
            if (frequency == 0)
                continue;
            _matches[i]++;
            _scores[i] += query.Score(weight, frequency, lengths[row]);
        }
    }
}
