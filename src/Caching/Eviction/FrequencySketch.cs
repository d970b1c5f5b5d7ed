using System.Numerics;

namespace RagCluster.Caching.Eviction;

/// <summary>
/// How often keys were asked for lately, approximately and in constant space: a count-min sketch (Cormode and Muthukrishnan, 2005) with
/// conservative update (Estan and Varghese, 2002) whose counts are halved after every sample, as in TinyLFU (Einziger, Friedman and Manes,
/// "TinyLFU: A Highly Efficient Cache Admission Policy", ACM Transactions on Storage 13(4), 2017).
/// </summary>
internal sealed class FrequencySketch
{
    private const int Rows = 4;
    private const int WidthMin = 64;
    private const int WidthMax = 1 << 20;
    private const int CountersByEntry = 4;

    // Notes between two halvings, by entry held: TinyLFU's W/C.
    private const int SampleByEntry = 10;
    private const byte CountMax = 15;
    private static readonly uint[] Seeds = [0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F];
    private byte[] _counts = new byte[Rows * WidthMin];
    private int _width = WidthMin;
    private long _noted;

    /// <summary>Makes room for the keys of a cache of so many entries. What was counted is forgotten when the table grows.</summary>
    internal void Fit(int entries)
    {
        long wanted = Math.Min(WidthMax, (long)BitOperations.RoundUpToPowerOf2((ulong)entries * CountersByEntry));
        if (wanted <= _width)
            return;
        // Doubled at least, so that a growing cache does not start anew with every entry.
        _width = (int)wanted;
        _counts = new byte[Rows * _width];
        _noted = 0;
    }

    /// <summary>How often a key was noted lately, never too low but for ageing.</summary>
    internal int Estimate(int hash)
    {
        int least = byte.MaxValue;
        for (int row = 0; row < Rows; row++)
            least = Math.Min(least, _counts[Place(hash, row)]);
        return least;
    }

    /// <summary>Notes one request for a key.</summary>
    /// <param name="hash">The key's hash.</param>
    /// <param name="entries">The entries held, which set the length of a sample.</param>
    internal void Note(int hash, int entries)
    {
        int least = Estimate(hash);
        if (least < CountMax)
        {
            for (int row = 0; row < Rows; row++)
            {
                ref byte count = ref _counts[Place(hash, row)];
                if (count == least)
                    count++;
            }
        }

        if (++_noted < (long)SampleByEntry * Math.Max(entries, WidthMin))
            return;
        _noted /= 2;
        for (int i = 0; i < _counts.Length; i++)
            _counts[i] >>= 1;
    }

    private int Place(int hash, int row)
    {
        uint mixed = ((uint)hash ^ ((uint)hash >> 15)) * Seeds[row];
        mixed = (mixed ^ (mixed >> 13)) * 0x7FEB352D;
        return (row * _width) + (int)((mixed ^ (mixed >> 16)) & (uint)(_width - 1));
    }
}
