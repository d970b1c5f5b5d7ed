using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RagCluster.Vectors.Bits;

/// <summary>
/// The sums of a query's values (0 to 15) where the bits of each of 32 rows are set, one path for each vector width; all give the same
/// integers. Four dimensions have sixteen sums, one register, in which a shuffle looks up those of sixteen rows for each 128 bits (André,
/// Kermarrec and Le Scouarnec 2015, "Cache locality is not enough: high-performance nearest neighbor search with product quantization fast
/// scan").
/// </summary>
internal static unsafe class BitKernel
{
    private const byte Nibble = 15;
    private const int NibbleBits = 4;
    private const int ByteBits = 8;

    // Look-ups of at most 60 that a byte holds.
    private const int LookupsPerByte = 4;

    // Words whose sums 16 bits hold: 64 words are 1,024 look-ups.
    private const int WordsPerSum = 64;

    /// <summary>By the widest instructions of this processor.</summary>
    /// <param name="query">The query.</param>
    /// <param name="block">The signs of the rows.</param>
    /// <param name="sums">Written: one for each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Sum(BitQuery query, byte* block, int* sums)
    {
        if (Avx512BW.IsSupported)
            SumVector512(query, block, sums);
        else if (Avx2.IsSupported)
            SumVector256(query, block, sums);
        else if (Vector128.IsHardwareAccelerated)
            SumVector128(query, block, sums);
        else
            SumScalar(query, block, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SumVector512(BitQuery query, byte* block, int* sums)
    {
        byte* tables = query.Tables;
        int words = query.WordCount;
        new Span<int>(sums, BitShape.BlockRows).Clear();
        Vector512<byte> nibble = Vector512.Create(Nibble);
        for (int first = 0; first < words; first += WordsPerSum)
        {
            byte* end = block + (Math.Min(WordsPerSum, words - first) * BitShape.WordBytes);
            Vector512<ushort> lowAll = Vector512<ushort>.Zero;
            Vector512<ushort> lowOdd = Vector512<ushort>.Zero;
            Vector512<ushort> highAll = Vector512<ushort>.Zero;
            Vector512<ushort> highOdd = Vector512<ushort>.Zero;
            for (; block < end; block += BitShape.WordBytes, tables += BitShape.WordBytes)
            {
                Vector512<byte> low = Vector512<byte>.Zero;
                Vector512<byte> high = Vector512<byte>.Zero;
                for (int part = 0; part < BitShape.WordBytes; part += Vector512<byte>.Count)
                {
                    Vector512<byte> codes = Vector512.Load(block + part);
                    Vector512<byte> table = Vector512.Load(tables + part);
                    low += Avx512BW.Shuffle(table, codes & nibble);
                    high += Avx512BW.Shuffle(table, (codes.AsUInt16() >> NibbleBits).AsByte() & nibble);
                }

                lowAll += low.AsUInt16();
                lowOdd += low.AsUInt16() >> ByteBits;
                highAll += high.AsUInt16();
                highOdd += high.AsUInt16() >> ByteBits;
            }

            Add(Folded(lowAll), Folded(lowOdd), sums);
            Add(Folded(highAll), Folded(highOdd), sums + (BitShape.BlockRows / 2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SumVector256(BitQuery query, byte* block, int* sums)
    {
        byte* tables = query.Tables;
        int words = query.WordCount;
        new Span<int>(sums, BitShape.BlockRows).Clear();
        Vector256<byte> nibble = Vector256.Create(Nibble);
        for (int first = 0; first < words; first += WordsPerSum)
        {
            byte* end = block + (Math.Min(WordsPerSum, words - first) * BitShape.WordBytes);
            Vector256<ushort> lowAll = Vector256<ushort>.Zero;
            Vector256<ushort> lowOdd = Vector256<ushort>.Zero;
            Vector256<ushort> highAll = Vector256<ushort>.Zero;
            Vector256<ushort> highOdd = Vector256<ushort>.Zero;
            for (; block < end; block += LookupsPerByte * Vector256<byte>.Count, tables += LookupsPerByte * Vector256<byte>.Count)
            {
                Vector256<byte> low = Vector256<byte>.Zero;
                Vector256<byte> high = Vector256<byte>.Zero;
                for (int part = 0; part < LookupsPerByte * Vector256<byte>.Count; part += Vector256<byte>.Count)
                {
                    Vector256<byte> codes = Vector256.Load(block + part);
                    Vector256<byte> table = Vector256.Load(tables + part);
                    low += Avx2.Shuffle(table, codes & nibble);
                    high += Avx2.Shuffle(table, (codes.AsUInt16() >> NibbleBits).AsByte() & nibble);
                }

                lowAll += low.AsUInt16();
                lowOdd += low.AsUInt16() >> ByteBits;
                highAll += high.AsUInt16();
                highOdd += high.AsUInt16() >> ByteBits;
            }

            Add(lowAll.GetLower() + lowAll.GetUpper(), lowOdd.GetLower() + lowOdd.GetUpper(), sums);
            Add(highAll.GetLower() + highAll.GetUpper(), highOdd.GetLower() + highOdd.GetUpper(), sums + (BitShape.BlockRows / 2));
        }
    }

    // SSSE3, NEON's table look-up and WebAssembly.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SumVector128(BitQuery query, byte* block, int* sums)
    {
        byte* tables = query.Tables;
        int words = query.WordCount;
        new Span<int>(sums, BitShape.BlockRows).Clear();
        Vector128<byte> nibble = Vector128.Create(Nibble);
        for (int first = 0; first < words; first += WordsPerSum)
        {
            byte* end = block + (Math.Min(WordsPerSum, words - first) * BitShape.WordBytes);
            Vector128<ushort> lowAll = Vector128<ushort>.Zero;
            Vector128<ushort> lowOdd = Vector128<ushort>.Zero;
            Vector128<ushort> highAll = Vector128<ushort>.Zero;
            Vector128<ushort> highOdd = Vector128<ushort>.Zero;
            for (; block < end; block += LookupsPerByte * Vector128<byte>.Count, tables += LookupsPerByte * Vector128<byte>.Count)
            {
                Vector128<byte> low = Vector128<byte>.Zero;
                Vector128<byte> high = Vector128<byte>.Zero;
                for (int part = 0; part < LookupsPerByte * Vector128<byte>.Count; part += Vector128<byte>.Count)
                {
                    Vector128<byte> codes = Vector128.Load(block + part);
                    Vector128<byte> table = Vector128.Load(tables + part);
                    low += Vector128.Shuffle(table, codes & nibble);
                    high += Vector128.Shuffle(table, (codes.AsUInt16() >> NibbleBits).AsByte() & nibble);
                }

                lowAll += low.AsUInt16();
                lowOdd += low.AsUInt16() >> ByteBits;
                highAll += high.AsUInt16();
                highOdd += high.AsUInt16() >> ByteBits;
            }

            Add(lowAll, lowOdd, sums);
            Add(highAll, highOdd, sums + (BitShape.BlockRows / 2));
        }
    }

    internal static void SumScalar(BitQuery query, byte* block, int* sums)
    {
        new Span<int>(sums, BitShape.BlockRows).Clear();
        int groups = query.WordCount * BitShape.WordBytes / BitShape.GroupBytes;
        for (int group = 0; group < groups; group++)
        {
            byte* codes = block + (group * BitShape.GroupBytes);
            byte* table = query.Tables + (group * BitShape.GroupBytes);
            for (int place = 0; place < BitShape.BlockRows / 2; place++)
            {
                byte both = codes[BitShape.ByteOf(place)];
                sums[place] += table[both & Nibble];
                sums[place + (BitShape.BlockRows / 2)] += table[both >> NibbleBits];
            }
        }
    }

    private static Vector128<ushort> Folded(Vector512<ushort> sums)
    {
        Vector256<ushort> half = sums.GetLower() + sums.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    // The sums of 16 bits hold those of the even bytes and 256 times those of the odd ones; what overflows is a multiple of 65,536.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector128<ushort> all, Vector128<ushort> odd, int* sums)
    {
        AddWide(all - (odd << ByteBits), sums);
        AddWide(odd, sums + Vector128<ushort>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWide(Vector128<ushort> added, int* sums)
    {
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(added);
        (Vector128.Load(sums) + low.AsInt32()).Store(sums);
        (Vector128.Load(sums + Vector128<int>.Count) + high.AsInt32()).Store(sums + Vector128<int>.Count);
    }
}
