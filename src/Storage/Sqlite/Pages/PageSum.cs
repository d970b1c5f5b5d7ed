using System.Buffers.Binary;
using RagCluster.Shards.Bytes;

namespace RagCluster.Storage.Sqlite.Pages;

/// <summary>Two sums of a page, of different kinds: the CRC says which bits flipped, and the other confirms it.</summary>
/// <param name="Crc">CRC-32C.</param>
/// <param name="Weighed">The page's words, each with a weight of its own.</param>
internal readonly record struct PageSum(uint Crc, ulong Weighed)
{
    /// <summary>A page's length.</summary>
    internal const int PageBytes = 4096;

    /// <summary>Bytes in the file of sums.</summary>
    internal const int Bytes = 12;

    // An odd number with bits all over, the golden ratio's: each word of a page weighs differently.
    private const ulong Factor = 0x9E3779B97F4A7C15;

    /// <summary>Whether there is one; what is not known yet is zero, which no page has.</summary>
    internal bool IsKnown => Crc != 0 || Weighed != 0;

    /// <summary>The sums of a page.</summary>
    internal static PageSum Of(ReadOnlySpan<byte> page)
    {
        ulong weighed = 0;
        for (int at = 0; at < page.Length; at += sizeof(ulong))
            weighed = (weighed * Factor) + BinaryPrimitives.ReadUInt64LittleEndian(page[at..]);
        return new PageSum(Checksum.Of(page), weighed);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static PageSum Read(ReadOnlySpan<byte> from) =>
        new(BinaryPrimitives.ReadUInt32LittleEndian(from), BinaryPrimitives.ReadUInt64LittleEndian(from[sizeof(uint)..]));

    /// <summary>Writes it.</summary>
    internal void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, Crc);
        BinaryPrimitives.WriteUInt64LittleEndian(to[sizeof(uint)..], Weighed);
    }
}
