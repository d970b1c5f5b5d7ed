using System.Runtime.InteropServices;
using RagCluster.Corpus.Documents;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Recovery;

/// <summary>What a shard is made of at one log position: its segments' files, and what is deleted in each.</summary>
/// <param name="Lineage">Tells the log from any other that the shard's name ever stood for.</param>
/// <param name="Dimensions">Values of every vector.</param>
/// <param name="Position">The last log sequence that the files include.</param>
/// <param name="Mark">What stood at that sequence; null before the first.</param>
/// <param name="IsComplete">Whether nothing is missing: false from the loss of a damaged segment until it is rebuilt.</param>
/// <param name="Segments">The segments.</param>
internal sealed record ShardManifest(
    long Lineage,
    int Dimensions,
    long Position,
    LogMark? Mark,
    bool IsComplete,
    ManifestSegment[] Segments
)
{
    /// <summary>The file's name.</summary>
    internal const string FileName = "manifest";

    private const byte Version = 1;

    /// <summary>The manifest's bytes, described in docs/segment-format.md.</summary>
    internal byte[] Encode()
    {
        CompactWriter writer = new();
        writer.WriteByte(Version);
        writer.WriteNumber(Lineage);
        writer.WriteNumber(Dimensions);
        writer.WriteNumber(Position);
        writer.WriteText(Mark?.Document.Value ?? "");
        writer.WriteNumber(Mark?.Generation ?? 0);
        writer.WriteByte(IsComplete ? (byte)1 : (byte)0);
        writer.WriteNumber(Segments.Length);
        foreach (ManifestSegment segment in Segments)
        {
            writer.WriteText(segment.File);
            writer.WriteNumber(segment.LengthBytes);
            writer.WriteNumber(segment.Checksum);
            writer.WriteNumber(segment.Counts.Rows);
            writer.WriteNumber(segment.Counts.Documents);
            writer.WriteNumber(segment.Counts.TotalLength);
            writer.WriteNumber(segment.LiveRows.Length);
            writer.WriteBytes(MemoryMarshal.AsBytes<ulong>(segment.LiveRows));
        }

        return writer.Seal();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="InvalidDataException">They are damaged, or of a version that this build does not know.</exception>
    internal static ShardManifest Decode(ReadOnlySpan<byte> bytes)
    {
        CompactReader reader = CompactReader.Open(bytes);
        byte version = reader.ReadByte();
        if (version != Version)
            throw new InvalidDataException(FormattableString.Invariant($"The manifest has format {version}; this build reads {Version}."));
        long lineage = reader.ReadNumber();
        int dimensions = reader.ReadInt();
        long position = reader.ReadNumber();
        string document = reader.ReadText();
        long generation = reader.ReadNumber();
        bool isComplete = reader.ReadByte() == 1;
        ManifestSegment[] segments = new ManifestSegment[reader.ReadCount()];
        for (int i = 0; i < segments.Length; i++)
            segments[i] = ReadSegment(ref reader);
        reader.RequireEnd();
        LogMark? mark = document.Length == 0 ? null : new LogMark(new DocumentId(document), generation);
        return new ShardManifest(lineage, dimensions, position, mark, isComplete, segments);
    }

    private static ManifestSegment ReadSegment(ref CompactReader reader)
    {
        string file = reader.ReadText();
        long length = reader.ReadNumber();
        uint checksum = (uint)reader.ReadNumber();
        LiveCounts counts = new(reader.ReadInt(), reader.ReadInt(), reader.ReadNumber());
        int words = reader.ReadCount();
        return new ManifestSegment(
            file,
            length,
            checksum,
            counts,
            MemoryMarshal.Cast<byte, ulong>(reader.ReadBytes(checked(words * sizeof(ulong)))).ToArray()
        );
    }
}
