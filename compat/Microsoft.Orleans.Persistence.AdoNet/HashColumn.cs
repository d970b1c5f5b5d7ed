using System.Buffers.Binary;

namespace Orleans.Storage;

/// <summary>
/// What stands in the hash columns of tables that the official package writes: the silos' stable hash in its canonical big-endian form,
/// read as a little-endian number.
/// </summary>
internal static class HashColumn
{
    public static int Of(ReadOnlySpan<byte> data) => unchecked((int)BinaryPrimitives.ReverseEndianness(StableHash.ComputeHash(data)));
}
