using System.Buffers.Binary;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Segments;

/// <summary>
/// Byte strings by number: one section of where each begins, one of the bytes. They are what answers quote, so each is checked whenever it
/// is read.
/// </summary>
/// <param name="offsets">The first byte of each, and the end of the last.</param>
/// <param name="bytes">The bytes one after the other.</param>
internal sealed class BlobTable(Section offsets, Section bytes)
{
    /// <summary>Byte strings held.</summary>
    internal int Count => Math.Max(0, (offsets.Length / sizeof(int)) - 1);

    /// <summary>Bytes held.</summary>
    internal int LengthBytes => bytes.Length;

    /// <summary>The bytes at a number.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    internal ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ReadOnlySpan<byte> place = offsets.SliceAnew(index * sizeof(int), 2 * sizeof(int));
            int begin = BinaryPrimitives.ReadInt32LittleEndian(place);
            return bytes.SliceAnew(begin, BinaryPrimitives.ReadInt32LittleEndian(place[sizeof(int)..]) - begin);
        }
    }
}
