using System.Buffers.Binary;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Disk;

namespace RagCluster.Shards.Files;

/// <summary>
/// A segment's file, mapped. Opening reads the footer and the tables; everything else is read and checked when it is first needed.
/// </summary>
internal sealed class SegmentFile : ISectionSource
{
    private readonly MappedFile _file;
    private BlockChecksums? _blocks;
    private readonly Dictionary<string, Section> _sections = new(StringComparer.Ordinal);

    private SegmentFile(MappedFile file, string name, uint checksum)
    {
        _file = file;
        Name = name;
        Checksum = checksum;
    }

    /// <summary>The file's name, without its folder.</summary>
    internal string Name { get; }

    /// <summary>The footer's checksum: with the length it tells this file from any other.</summary>
    internal uint Checksum { get; }

    /// <inheritdoc/>
    public long LengthBytes => _file.Length;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ShardDamagedException">The file is missing, cut short or not what was written.</exception>
    internal static SegmentFile Open(string path)
    {
        string name = Path.GetFileName(path);
        MappedFile file;
        try
        {
            file = MappedFile.Open(path);
        }
        catch (IOException missing)
        {
            throw new ShardDamagedException(name, missing.Message);
        }

        return Open(file, name);
    }

    /// <inheritdoc/>
    public Section Section(string name) => _sections.GetValueOrDefault(name, Files.Section.None);

    /// <summary>The whole file, piece by piece and unchecked: for a copy, which checks itself when it is opened.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        for (long offset = 0; offset < _file.Length; offset += FileLayout.BlockBytes)
            yield return _file.Memory(offset, (int)Math.Min(FileLayout.BlockBytes, _file.Length - offset));
    }

    /// <summary>Reads every block anew and compares it with its checksum.</summary>
    /// <exception cref="ShardDamagedException">One is not what was written.</exception>
    internal void CheckAll() => _blocks!.CheckAll();

    private static SegmentFile Open(MappedFile file, string name)
    {
        if (file.Length < FileLayout.HeaderBytes + FileLayout.FooterBytes)
            throw new ShardDamagedException(name, $"it has only {file.Length} bytes.");
        Span<byte> footer = stackalloc byte[FileLayout.FooterBytes];
        file.Memory(file.Length - FileLayout.FooterBytes, FileLayout.FooterBytes).Span.CopyTo(footer);
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(footer[28..]);
        footer[28..32].Clear();
        if (!footer[^8..].SequenceEqual(FileLayout.Tail) || Bytes.Checksum.Of(footer) != checksum)
            throw new ShardDamagedException(name, "it does not end with a footer.");
        long bodyLength = BinaryPrimitives.ReadInt64LittleEndian(footer);
        long tablesLength = BinaryPrimitives.ReadInt64LittleEndian(footer[8..]);
        int blockCount = BinaryPrimitives.ReadInt32LittleEndian(footer[16..]);
        if (bodyLength + tablesLength + FileLayout.FooterBytes != file.Length || blockCount * (long)sizeof(uint) > tablesLength)
            throw new ShardDamagedException(name, "its length is not the one that its footer says.");
        ReadOnlyMemory<byte> tables = file.Memory(bodyLength, (int)tablesLength);
        if (Bytes.Checksum.Of(tables.Span) != BinaryPrimitives.ReadUInt32LittleEndian(footer[24..]))
            throw new ShardDamagedException(name, "the checksum of its tables does not match.");
        SegmentFile opened = new(file, name, checksum);
        BlockChecksums blocks = new(file, name, tables[..(blockCount * sizeof(uint))], bodyLength);
        opened._blocks = blocks;
        opened.RequireHeader(blocks);
        opened.ReadSections(tables.Span[(blockCount * sizeof(uint))..], BinaryPrimitives.ReadInt32LittleEndian(footer[20..]), blocks);
        GC.KeepAlive(file);
        return opened;
    }

    private void RequireHeader(BlockChecksums blocks)
    {
        ReadOnlySpan<byte> header = new Section(_file.Memory(0, FileLayout.HeaderBytes), blocks, 0).Slice(0, FileLayout.HeaderBytes);
        int version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        int blockBytes = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (!header[..8].SequenceEqual(FileLayout.Head) || version != FileLayout.Version || blockBytes != FileLayout.BlockBytes)
            throw new ShardDamagedException(Name, $"it has format {version}; this build reads {FileLayout.Version}.");
    }

    private void ReadSections(ReadOnlySpan<byte> table, int count, BlockChecksums blocks)
    {
        CompactReader reader = CompactReader.Over(table);
        for (int i = 0; i < count; i++)
        {
            long offset = reader.ReadNumber();
            int length = reader.ReadInt();
            string name = reader.ReadText();
            _sections.Add(name, new Section(_file.Memory(offset, length), blocks, offset));
        }
    }
}
