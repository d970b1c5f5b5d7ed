using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RagCluster.Vectors.Bits;

namespace RagCluster.Vectors.Distances;

/// <summary>
/// The sum of a query's values (0 to 15) where a row's bits are set, one path for each vector width; all give the same integers. Counting the
/// bits that the row shares with each plane of the query needs no vectors; with 512 bits it is faster to spread a word over 64 bytes and
/// to add the values that it selects.
/// </summary>
internal static unsafe class BitKernel
{
    private const int WordBits = 64;

    // Additions of 15 that a byte holds.
    private const int WordsPerSum = 16;

    private static readonly Vector512<byte> BitOfByte = Vector512.Create(0x8040_2010_0804_0201UL).AsByte();

    // Which byte of a word each of 64 bytes looks at; lanes of 16 hold the word twice.
    private static readonly Vector512<byte> ByteOfBit = Vector512.Create(
        Vector256.Create(0x0000_0000_0000_0000UL, 0x0101_0101_0101_0101UL, 0x0202_0202_0202_0202UL, 0x0303_0303_0303_0303UL),
        Vector256.Create(0x0404_0404_0404_0404UL, 0x0505_0505_0505_0505UL, 0x0606_0606_0606_0606UL, 0x0707_0707_0707_0707UL)).AsByte();

    /// <summary>By what is fastest on this processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Sum(BitQuery query, ulong* row) => Avx512BW.IsSupported ? SumVector512(query, row) : SumCounted(query, row);

    internal static int SumCounted(BitQuery query, ulong* row)
    {
        int words = query.WordCount;
        ulong* planes = query.Planes;
        int once = 0;
        int twice = 0;
        int four = 0;
        int eight = 0;
        for (int i = 0; i < words; i++)
        {
            ulong bits = row[i];
            once += BitOperations.PopCount(bits & planes[i]);
            twice += BitOperations.PopCount(bits & planes[words + i]);
            four += BitOperations.PopCount(bits & planes[2 * words + i]);
            eight += BitOperations.PopCount(bits & planes[3 * words + i]);
        }

        return once + 2 * twice + 4 * four + 8 * eight;
    }

    internal static int SumVector128(BitQuery query, ulong* row)
    {
        int sum = 0;
        for (int word = 0; word < query.WordCount; word++)
        {
            Vector128<byte> spread = Vector128.Create(row[word]).AsByte();
            Vector128<byte> added = Vector128<byte>.Zero;
            for (int part = 0; part < WordBits; part += Vector128<byte>.Count)
            {
                Vector128<byte> bit = BitOfByte.GetLower().GetLower();
                Vector128<byte> set = Vector128.Equals(Vector128.Shuffle(spread, Vector128.Load((byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in ByteOfBit)) + part)) & bit, bit);
                added += set & Vector128.Load(query.Steps + word * WordBits + part);
            }

            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(added);
            sum += Vector128.Sum(low + high);
        }

        return sum;
    }

    internal static int SumVector256(BitQuery query, ulong* row)
    {
        Vector256<byte> bit = BitOfByte.GetLower();
        int sum = 0;
        for (int word = 0; word < query.WordCount; word++)
        {
            Vector256<byte> spread = Vector256.Create(row[word]).AsByte();
            byte* steps = query.Steps + word * WordBits;
            Vector256<byte> lower = Vector256.Equals(Vector256.Shuffle(spread, ByteOfBit.GetLower()) & bit, bit) & Vector256.Load(steps);
            Vector256<byte> upper = Vector256.Equals(Vector256.Shuffle(spread, ByteOfBit.GetUpper()) & bit, bit) & Vector256.Load(steps + 32);
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(lower + upper);
            sum += Vector256.Sum(low + high);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int SumVector512(BitQuery query, ulong* row)
    {
        byte* steps = query.Steps;
        int words = query.WordCount;
        Vector512<byte> bit = BitOfByte;
        Vector512<byte> places = ByteOfBit;
        Vector512<ulong> sums = Vector512<ulong>.Zero;
        for (int first = 0; first < words; first += WordsPerSum)
        {
            Vector512<byte> added = Vector512<byte>.Zero;
            int end = Math.Min(words, first + WordsPerSum);
            for (int word = first; word < end; word++)
            {
                Vector512<byte> spread = Avx512BW.Shuffle(Vector512.Create(row[word]).AsByte(), places);
                Vector512<byte> set = Vector512.Equals(spread & bit, bit);
                added = Avx512BW.Add(added, Vector512.ConditionalSelect(set, Vector512.Load(steps + word * WordBits), Vector512<byte>.Zero));
            }

            sums += Avx512BW.SumAbsoluteDifferences(added, Vector512<byte>.Zero).AsUInt64();
        }

        Vector256<ulong> half = sums.GetLower() + sums.GetUpper();
        Vector128<ulong> quarter = half.GetLower() + half.GetUpper();
        return (int)(quarter[0] + quarter[1]);
    }
}
