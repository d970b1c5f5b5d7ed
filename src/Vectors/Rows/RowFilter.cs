namespace RagCluster.Vectors.Rows;

/// <summary>Which rows a search may return. The default value means all.</summary>
public readonly ref struct RowFilter
{
    /// <summary>Takes a bitmap.</summary>
    /// <param name="words">A bit for each row, 64 a word, the lowest first. Rows beyond the last word don't pass.</param>
    /// <param name="count">How many bits are set: the search is planned by it.</param>
    public RowFilter(ReadOnlySpan<ulong> words, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Words = words;
        Count = count;
        IsActive = true;
    }

    /// <summary>The bitmap.</summary>
    public ReadOnlySpan<ulong> Words { get; }

    /// <summary>How many rows pass.</summary>
    public int Count { get; }

    /// <summary>Whether there is a filter.</summary>
    public bool IsActive { get; }

    internal bool Contains(int row) => (uint)(row >> 6) < (uint)Words.Length && (Words[row >> 6] >> row & 1) != 0;
}
