namespace RagCluster.Text.Tokenizing;

/// <summary>Cuts a long sequence into windows that overlap, so that a model sees what stands beyond its length.</summary>
public static class TokenWindows
{
    /// <summary>The windows of a sequence.</summary>
    /// <param name="count">The tokens of the sequence.</param>
    /// <param name="size">The most tokens of a window, at least 1.</param>
    /// <param name="overlap">The tokens that a window shares with the one before, less than <paramref name="size"/>.</param>
    /// <returns>Ranges that cover the sequence in order; a single, empty one for an empty sequence. None lies within another.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1, or an overlap that is negative or not below the size.</exception>
    public static IReadOnlyList<Range> Cut(int count, int size, int overlap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNegative(overlap);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(overlap, size);
        List<Range> windows = new();
        int start = 0;
        while (true)
        {
            int end = Math.Min(count, start + size);
            windows.Add(start..end);
            if (end == count)
                return windows;
            start += size - overlap;
        }
    }
}
