using System.Buffers.Binary;

namespace RagCluster.Planning.Experiments;

/// <summary>
/// Which units were counted: a Bloom filter (B. Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 13(7), 1970). A
/// unit that it takes for a counted one is lost to the experiment, whatever its outcome would have been, so the comparison stays fair; the
/// fuller it is, the more are lost.
/// </summary>
public sealed class SeenUnits
{
    private const int Hashes = 4;
    private const int Bits = 1 << 20;

    private readonly byte[] _bits;

    /// <summary>Creates an empty one.</summary>
    public SeenUnits()
        : this(new byte[Bits / 8]) { }

    private SeenUnits(byte[] bits) => _bits = bits;

    /// <summary>Those that were written before.</summary>
    /// <param name="bits">What <see cref="ToBytes"/> gave.</param>
    public static SeenUnits Read(ReadOnlySpan<byte> bits) =>
        bits.Length == Bits / 8
            ? new SeenUnits(bits.ToArray())
            : throw new ArgumentException($"A filter has {Bits / 8} bytes; {bits.Length} were given.", nameof(bits));

    /// <summary>The filter as it is stored.</summary>
    public byte[] ToBytes() => (byte[])_bits.Clone();

    /// <summary>Whether a unit was added, or another one that looks like it.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="kind">What it was counted for, 0 to 15.</param>
    public bool Contains(ulong unit, int kind)
    {
        foreach (int place in Places(unit, kind))
        {
            if ((_bits[place >> 3] & (1 << (place & 7))) == 0)
                return false;
        }

        return true;
    }

    /// <summary>Adds a unit; false when it was there.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="kind">What it is counted for, 0 to 15.</param>
    public bool Add(ulong unit, int kind)
    {
        bool isNew = false;
        foreach (int place in Places(unit, kind))
        {
            byte mask = (byte)(1 << (place & 7));
            isNew |= (_bits[place >> 3] & mask) == 0;
            _bits[place >> 3] |= mask;
        }

        return isNew;
    }

    // Two hashes make all (A. Kirsch and M. Mitzenmacher, 2008).
    private static int[] Places(ulong unit, int kind)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Mix(unit + ((ulong)(kind + 1) * 0x9E3779B97F4A7C15)));
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        uint second = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) | 1;
        int[] places = new int[Hashes];
        for (uint i = 0; i < Hashes; i++)
            places[i] = (int)(unchecked(first + (i * second)) % Bits);
        return places;
    }

    // The finalizer of SplitMix64.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
