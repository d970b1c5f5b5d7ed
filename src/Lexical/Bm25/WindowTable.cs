using RagCluster.Lexical.Postings;
using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Bm25;

/// <summary>
/// For every term and every window of consecutive rows a bound of the term's scores and the first block that reaches into the window.
/// </summary>
internal sealed class WindowTable
{
    /// <summary>Rows of a window: small enough for bounds that differ, and for sums that stay in the nearest caches.</summary>
    internal const int Rows = 1 << Shift;

    internal const int Shift = 13;

    private float[] _bounds = [];
    private float[] _frequencies = [];
    private int[] _firstBlocks = [];
    private float[] _totals = [];
    private int _rowCount;

    internal int Count { get; private set; }

    /// <summary>For every window the sum of all terms' bounds.</summary>
    internal Span<float> Totals => _totals.AsSpan(0, Count);

    internal void Reset(int rowCount, int terms)
    {
        _rowCount = rowCount;
        Count = (rowCount + Rows - 1) >> Shift;
        if (_bounds.Length < terms * Count)
        {
            _bounds = new float[terms * Count];
            _frequencies = new float[terms * Count];
            _firstBlocks = new int[terms * Count];
        }

        if (_totals.Length < Count)
            _totals = new float[Count];
        _bounds.AsSpan(0, terms * Count).Clear();
        _frequencies.AsSpan(0, terms * Count).Clear();
        _firstBlocks.AsSpan(0, terms * Count).Clear();
        Totals.Clear();
    }

    internal float Bound(int term, int window) => _bounds[term * Count + window];

    /// <summary>The greatest frequency of a term in a window; infinity for one beyond what blocks tell.</summary>
    internal float Frequency(int term, int window) => _frequencies[term * Count + window];

    internal int FirstBlock(int term, int window) => _firstBlocks[term * Count + window];

    internal void SetPostings(int term, ReadOnlySpan<int> rows, ReadOnlySpan<float> scores, ReadOnlySpan<int> frequencies)
    {
        Span<float> most = _frequencies.AsSpan(term * Count, Count);
        Span<float> bounds = _bounds.AsSpan(term * Count, Count);
        for (int i = 0; i < rows.Length; i++)
        {
            int window = rows[i] >> Shift;
            bounds[window] = Math.Max(bounds[window], scores[i]);
            most[window] = Math.Max(most[window], frequencies[i]);
        }

        AddToTotals(bounds);
    }

    internal void SetBlocks(int term, ReadOnlySpan<int> lastRows, ReadOnlySpan<float> blockBounds, ReadOnlySpan<int> corners)
    {
        Span<float> most = _frequencies.AsSpan(term * Count, Count);
        Span<float> bounds = _bounds.AsSpan(term * Count, Count);
        Span<int> firstBlocks = _firstBlocks.AsSpan(term * Count, Count);
        int window = 0;
        int previous = -1;
        for (int block = 0; block < lastRows.Length; block++)
        {
            int last = lastRows[block];
            if (last <= previous || last >= _rowCount)
                throw CheckedBytes.Damaged($"a block ends with row {last} after row {previous}");
            float frequency = BlockImpacts.FrequencyOf((uint)corners[block * BlockImpacts.Count]);
            for (int reached = previous + 1 >> Shift; reached <= last >> Shift; reached++)
            {
                bounds[reached] = Math.Max(bounds[reached], blockBounds[block]);
                most[reached] = Math.Max(most[reached], frequency);
            }

            for (; window <= last >> Shift; window++)
                firstBlocks[window] = block;
            previous = last;
        }

        firstBlocks[window..].Fill(lastRows.Length);
        AddToTotals(bounds);
    }

    private void AddToTotals(ReadOnlySpan<float> bounds)
    {
        for (int window = 0; window < bounds.Length; window++)
            _totals[window] += bounds[window];
    }
}
