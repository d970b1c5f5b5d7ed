using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RagCluster.Lexical.Postings;

/// <summary>
/// 128 integers of equal width, laid out over four lanes so that one vector instruction unpacks four. Rows are stored as distances to the
/// row four places earlier, so that their sums need no work across lanes. Source: D. Lemire and L. Boytsov, "Decoding billions of integers
/// per second through vectorization", Software: Practice and Experience 45(1), 2015 (SIMD-BP128 with D4 differences).
/// </summary>
internal static class BlockPacking
{
    internal const int Length = 128;

    /// <summary>Bytes that unpacking may read beyond a block.</summary>
    internal const int SlackBytes = 16;

    internal const int WidthMax = 32;

    private const int Lanes = 4;
    private const int VectorBytes = 16;

    internal static int SizeBytes(int width) => width * VectorBytes;

    internal static int WidthOf(ReadOnlySpan<uint> values)
    {
        uint all = 0;
        foreach (uint value in values)
            all |= value;
        return WidthMax - BitOperations.LeadingZeroCount(all);
    }

    /// <summary>Packs 128 values; <paramref name="destination"/> holds <see cref="SizeBytes"/> zeros.</summary>
    internal static void Pack(ReadOnlySpan<uint> values, int width, Span<byte> destination)
    {
        if (width == 0)
            return;
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(destination);
        for (int i = 0; i < Length; i++)
        {
            int bit = i / Lanes * width;
            int word = (bit >> 5) * Lanes + i % Lanes;
            int shift = bit & 31;
            words[word] |= values[i] << shift;
            if (shift + width > WidthMax)
                words[word + Lanes] |= values[i] >> (WidthMax - shift);
        }
    }

    /// <summary>
    /// Unpacks 128 values, each plus 1. The caller has checked that <paramref name="source"/> holds the block and its slack.
    /// </summary>
    internal static void UnpackFrequencies(ReadOnlySpan<byte> source, int width, Span<int> destination)
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref int to = ref MemoryMarshal.GetReference(destination[..Length]);
        if (width == 0)
        {
            destination[..Length].Fill(1);
            return;
        }

        Vector128<uint> mask = Mask(width);
        for (int step = 0, bit = 0; step < Length; step += Lanes, bit += width)
            (Take(ref from, bit, mask).AsInt32() + Vector128<int>.One).StoreUnsafe(ref to, (nuint)step);
    }

    /// <summary>
    /// Unpacks 128 rows that follow <paramref name="previousRow"/>. The caller has checked that <paramref name="source"/> holds the block
    /// and its slack.
    /// </summary>
    /// <returns>The greatest row, as an unsigned number: one comparison tells whether all are in range.</returns>
    internal static uint UnpackRows(ReadOnlySpan<byte> source, int width, int previousRow, Span<int> destination)
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref int to = ref MemoryMarshal.GetReference(destination[..Length]);
        Vector128<uint> row = Vector128.Create(previousRow - 3, previousRow - 2, previousRow - 1, previousRow).AsUInt32();
        Vector128<uint> most = Vector128<uint>.Zero;
        Vector128<uint> least = Vector128.Create((uint)Lanes);
        Vector128<uint> mask = Mask(width);
        for (int step = 0, bit = 0; step < Length; step += Lanes, bit += width)
        {
            row += Take(ref from, bit, mask) + least;
            most = Vector128.Max(most, row);
            row.AsInt32().StoreUnsafe(ref to, (nuint)step);
        }

        return Math.Max(Math.Max(most[0], most[1]), Math.Max(most[2], most[3]));
    }

    /// <summary>One value of a packed block.</summary>
    internal static uint At(ReadOnlySpan<byte> source, int width, int index)
    {
        int bit = index / Lanes * width;
        int offset = ((bit >> 5) * Lanes + index % Lanes) * sizeof(uint);
        ulong value = MemoryMarshal.Read<uint>(source[offset..]);
        if ((bit & 31) + width > WidthMax)
            value |= (ulong)MemoryMarshal.Read<uint>(source[(offset + VectorBytes)..]) << 32;
        return (uint)(value >> (bit & 31)) & (uint)((1UL << width) - 1);
    }

    /// <summary>The distances that <see cref="UnpackRows"/> undoes.</summary>
    internal static void Distances(ReadOnlySpan<int> rows, int previousRow, Span<uint> destination)
    {
        for (int i = 0; i < Length; i++)
            destination[i] = (uint)(rows[i] - (i < Lanes ? previousRow - 3 + i : rows[i - Lanes]) - Lanes);
    }

    private static Vector128<uint> Mask(int width) => Vector128.Create((uint)((1UL << width) - 1));

    // Shifting by 1 and by 31 - shift makes the upper part vanish where the value ends with its word: no branch on the width.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Take(ref byte from, int bit, Vector128<uint> mask)
    {
        nuint offset = (nuint)(uint)((bit >> 5) * VectorBytes);
        int shift = bit & 31;
        Vector128<uint> low = Vector128.LoadUnsafe(ref from, offset).AsUInt32() >>> shift;
        Vector128<uint> high = Vector128.LoadUnsafe(ref from, offset + VectorBytes).AsUInt32() << 1 << (31 - shift);
        return (low | high) & mask;
    }
}
