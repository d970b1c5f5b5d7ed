using System.Numerics;

namespace RagCluster.Shards.Segments;

/// <summary>Sets of rows as one bit a row, 64 a word. By convention of the libraries an empty array means every row.</summary>
internal static class RowBitmap
{
    private const int BitsPerWord = 64;

    internal static ulong[] None(int rowCount) => new ulong[(rowCount + BitsPerWord - 1) / BitsPerWord];

    internal static ulong[] Full(int rowCount)
    {
        ulong[] rows = None(rowCount);
        Set(rows, 0, rowCount);
        return rows;
    }

    internal static bool Contains(ReadOnlySpan<ulong> rows, int row) => rows.IsEmpty || (rows[row >> 6] >> row & 1) != 0;

    internal static void Set(Span<ulong> rows, int first, int end)
    {
        for (int row = first; row < end; row++)
            rows[row >> 6] |= 1UL << row;
    }

    internal static void Clear(Span<ulong> rows, int first, int end)
    {
        for (int row = first; row < end; row++)
            rows[row >> 6] &= ~(1UL << row);
    }

    internal static int Count(ReadOnlySpan<ulong> rows)
    {
        int count = 0;
        foreach (ulong word in rows)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>The rows in both sets.</summary>
    internal static ulong[] And(ulong[] left, ulong[] right)
    {
        if (left.Length == 0 || right.Length == 0)
            return left.Length == 0 ? right : left;
        ulong[] both = new ulong[left.Length];
        for (int i = 0; i < both.Length; i++)
            both[i] = left[i] & right[i];
        return both;
    }

    /// <summary>The rows in either of two sets of one size.</summary>
    internal static ulong[] Or(ulong[] left, ulong[] right)
    {
        ulong[] either = new ulong[left.Length];
        for (int i = 0; i < either.Length; i++)
            either[i] = left[i] | right[i];
        return either;
    }
}
