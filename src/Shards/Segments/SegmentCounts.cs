using System.Buffers.Binary;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Segments;

/// <summary>The numbers of a segment.</summary>
/// <param name="Rows">Chunks.</param>
/// <param name="Documents">Documents.</param>
/// <param name="Dimensions">Values of each vector; 0 without vectors.</param>
/// <param name="TotalLength">Sum of the rows' weighted lengths, in terms.</param>
internal sealed record SegmentCounts(int Rows, int Documents, int Dimensions, long TotalLength)
{
    private const int Bytes = 24;

    internal void Write(ISectionSink sink)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Rows);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], Documents);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], Dimensions);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], TotalLength);
        sink.Begin(SectionNames.Counts).Write(bytes);
    }

    internal static SegmentCounts Read(ISectionSource source)
    {
        ReadOnlySpan<byte> bytes = source.Section(SectionNames.Counts).Slice(0, Bytes);
        return new SegmentCounts(
            BinaryPrimitives.ReadInt32LittleEndian(bytes),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..])
        );
    }
}
