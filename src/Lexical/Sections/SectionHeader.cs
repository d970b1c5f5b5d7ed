using System.Buffers.Binary;

namespace RagCluster.Lexical.Sections;

/// <summary>
/// The first 128 bytes of a lexical section: "RCLX", version, rows, terms, length of the section, offset and length of each part.
/// Everything is little-endian and every part begins at a multiple of 64 bytes. Described in docs/lexical-index.md.
/// </summary>
internal sealed class SectionHeader
{
    internal const int SizeBytes = 128;
    internal const int Alignment = 64;
    internal const int SectionBytesMax = 1 << 30;
    internal const int PartCount = 8;

    private const uint Magic = 0x584C4352;
    private const int Version = 1;
    private const int PartsOffset = 32;
    private const int PartEntryBytes = 2 * sizeof(int);

    private readonly (int Offset, int Length)[] _parts = new (int, int)[PartCount];

    internal int RowCount { get; init; }

    internal int TermCount { get; init; }

    internal int SectionBytes { get; set; }

    internal (int Offset, int Length) this[SectionPart part]
    {
        get => _parts[(int)part];
        set => _parts[(int)part] = value;
    }

    internal void Write(Span<byte> destination)
    {
        destination[..SizeBytes].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], RowCount);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], TermCount);
        BinaryPrimitives.WriteInt32LittleEndian(destination[16..], SectionBytes);
        for (int i = 0; i < PartCount; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(destination[(PartsOffset + i * PartEntryBytes)..], _parts[i].Offset);
            BinaryPrimitives.WriteInt32LittleEndian(destination[(PartsOffset + i * PartEntryBytes + sizeof(int))..], _parts[i].Length);
        }
    }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="section">The whole section.</param>
    /// <exception cref="InvalidDataException">It is no lexical section, of another version, cut off or damaged.</exception>
    internal static SectionHeader Read(ReadOnlySpan<byte> section)
    {
        if (section.Length < SizeBytes || BinaryPrimitives.ReadUInt32LittleEndian(section) != Magic)
            throw new InvalidDataException("These bytes are no lexical section: they don't begin with RCLX and a header.");
        int version = BinaryPrimitives.ReadInt32LittleEndian(section[4..]);
        if (version != Version)
            throw new InvalidDataException(
                $"The lexical section has version {version}; this program reads version {Version}. Rebuild it from its source."
            );
        SectionHeader header = new()
        {
            RowCount = BinaryPrimitives.ReadInt32LittleEndian(section[8..]),
            TermCount = BinaryPrimitives.ReadInt32LittleEndian(section[12..]),
            SectionBytes = BinaryPrimitives.ReadInt32LittleEndian(section[16..]),
        };
        if (header.RowCount < 0 || header.TermCount < 0 || header.SectionBytes != section.Length)
            throw CheckedBytes.Damaged(
                $"{header.RowCount} rows, {header.TermCount} terms, {header.SectionBytes} bytes written and {section.Length} found"
            );
        for (int i = 0; i < PartCount; i++)
        {
            int offset = BinaryPrimitives.ReadInt32LittleEndian(section[(PartsOffset + i * PartEntryBytes)..]);
            int length = BinaryPrimitives.ReadInt32LittleEndian(section[(PartsOffset + i * PartEntryBytes + sizeof(int))..]);
            if (offset % Alignment != 0)
                throw CheckedBytes.Damaged($"part {(SectionPart)i} begins at {offset}");
            CheckedBytes.Slice(section, offset, length);
            header._parts[i] = (offset, length);
        }

        return header;
    }
}
