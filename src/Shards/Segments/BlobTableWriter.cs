using System.Buffers.Binary;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Segments;

/// <summary>Writes byte strings as <see cref="BlobTable"/> reads them. The offsets follow the bytes, being known only then.</summary>
internal sealed class BlobTableWriter(ISectionSink sink, string bytesSection, string offsetsSection)
{
    private readonly List<int> _offsets = [0];
    private readonly Stream _bytes = sink.Begin(bytesSection);

    /// <summary>Appends the next byte string.</summary>
    /// <param name="blob">The bytes.</param>
    internal void Append(ReadOnlySpan<byte> blob)
    {
        _bytes.Write(blob);
        _offsets.Add(checked(_offsets[^1] + blob.Length));
    }

    /// <summary>Ends the bytes and writes the offsets.</summary>
    internal void Finish() => Write(sink.Begin(offsetsSection), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_offsets));

    /// <summary>Writes numbers as little-endian 32-bit integers.</summary>
    /// <param name="stream">Takes the bytes.</param>
    /// <param name="numbers">The numbers.</param>
    internal static void Write(Stream stream, ReadOnlySpan<int> numbers)
    {
        Span<byte> buffer = stackalloc byte[256 * sizeof(int)];
        while (!numbers.IsEmpty)
        {
            int count = Math.Min(256, numbers.Length);
            for (int i = 0; i < count; i++)
                BinaryPrimitives.WriteInt32LittleEndian(buffer[(i * sizeof(int))..], numbers[i]);
            stream.Write(buffer[..(count * sizeof(int))]);
            numbers = numbers[count..];
        }
    }
}
