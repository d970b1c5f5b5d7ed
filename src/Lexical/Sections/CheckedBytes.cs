using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RagCluster.Lexical.Sections;

/// <summary>
/// The only door through which offsets that stand in a section reach its bytes: what points outside is a damaged section, said as
/// <see cref="InvalidDataException"/>, and never a read of other memory.
/// </summary>
internal static class CheckedBytes
{
    internal static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> bytes, long offset, long length) =>
        offset < 0 || length < 0 || offset + length > bytes.Length
            ? throw Damaged($"{length} bytes at {offset} lie outside a part of {bytes.Length} bytes")
            : bytes.Slice((int)offset, (int)length);

    internal static ReadOnlySpan<int> Integers(ReadOnlySpan<byte> bytes, long offset, long count) =>
        MemoryMarshal.Cast<byte, int>(Slice(bytes, offset, count * sizeof(int)));

    internal static int Integer(ReadOnlySpan<byte> bytes, long offset) =>
        BinaryPrimitives.ReadInt32LittleEndian(Slice(bytes, offset, sizeof(int)));

    internal static InvalidDataException Damaged(string what) =>
        new($"The lexical section is damaged: {what}. Rebuild it from its source.");
}
