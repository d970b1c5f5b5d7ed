using System.Buffers.Binary;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Disk;

namespace RagCluster.Shards.Files;

/// <summary>
/// A segment's file, mapped, and decrypted where it is encrypted. Opening reads the footer and the tables; everything else is
/// read and checked when it is first needed.
/// </summary>
internal sealed class SegmentFile : ISectionSource
{
    private readonly FileBytes _file;
    private BlockChecksums? _blocks;
    private readonly Dictionary<string, Section> _sections = new(StringComparer.Ordinal);

    private SegmentFile(FileBytes file, string name, uint checksum)
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

    /// <summary>
    /// The name under which it is handed on as it lies on the disk: the same file encrypted with another key has another one.
    /// </summary>
    internal string StoredName => StoredNameOf(Name, _file.KeyId.Span);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keys">The keys of encrypted files.</param>
    /// <exception cref="ShardDamagedException">The file is missing, cut short, not what was written, or of a key that is not
    /// known.</exception>
    internal static SegmentFile Open(string path, IFileKeys keys)
    {
        string name = Path.GetFileName(path);
        FileBytes file;
        try
        {
            file = DecryptedFile.Of(MappedFile.Open(path), name, keys);
        }
        catch (Exception missing) when (missing is IOException and not ShardDamagedException or UnauthorizedAccessException)
        {
            throw new ShardDamagedException(name, missing.Message);
        }

        return Open(file, name);
    }

    /// <inheritdoc/>
    public Section Section(string name) => _sections.GetValueOrDefault(name, Files.Section.None);

    /// <summary>The name under which a file of a key is handed on.</summary>
    /// <param name="name">The file's name in its folder.</param>
    /// <param name="keyId">The key's id; empty in the clear.</param>
    internal static string StoredNameOf(string name, ReadOnlySpan<byte> keyId) =>
        keyId.IsEmpty ? name : $"{name}.{Convert.ToHexStringLower(keyId)}";

    /// <summary>Whether it is encrypted with a key; with an empty one, whether it is in the clear.</summary>
    internal bool IsOf(ReadOnlySpan<byte> keyId) => _file.KeyId.Span.SequenceEqual(keyId);

    /// <summary>The whole file as it lies on the disk, unchecked: for a copy, which checks itself when it is opened.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> StoredPieces() => Pieces(_file.Stored);

    /// <summary>The whole file as its writer wrote it. Where it was not encrypted nothing is checked, as in a copy.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Pieces() => Pieces(_file);

    /// <summary>Returns when nothing of the file on the disk is missing at its end: before a mapping of it is touched.</summary>
    /// <exception cref="ShardDamagedException">It is shorter than it was.</exception>
    internal void RequireLength() => _file.RequireLength();

    /// <summary>Reads every block anew and compares it with its checksum.</summary>
    /// <exception cref="ShardDamagedException">One is not what was written.</exception>
    internal void CheckAll()
    {
        RequireLength();
        for (int block = 0; block < BlockCount; block++)
            CheckBlock(block);
    }

    /// <summary>Blocks under a checksum.</summary>
    internal int BlockCount => _blocks!.Count;

    /// <summary>Reads a block anew and compares it with its checksum.</summary>
    /// <param name="block">Its number.</param>
    /// <returns>Its length.</returns>
    /// <exception cref="ShardDamagedException">It is not what was written.</exception>
    internal int CheckBlock(int block) => _blocks!.Check(block);

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(FileBytes file)
    {
        for (long offset = 0; offset < file.Length; offset += FileLayout.BlockBytes)
        {
            byte[] piece = new byte[(int)Math.Min(FileLayout.BlockBytes, file.Length - offset)];
            file.Read(offset, piece);
            yield return piece;
        }
    }

    private static SegmentFile Open(FileBytes file, string name)
    {
        if (file.Length < FileLayout.HeaderBytes + FileLayout.FooterBytes)
            throw new ShardDamagedException(name, $"it has only {file.Length} bytes.");
        Span<byte> footer = stackalloc byte[FileLayout.FooterBytes];
        file.Read(file.Length - FileLayout.FooterBytes, footer);
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(footer[28..]);
        footer[28..32].Clear();
        if (!footer[^8..].SequenceEqual(FileLayout.Tail) || Bytes.Checksum.Of(footer) != checksum)
            throw new ShardDamagedException(name, "it does not end with a footer.");
        long bodyLength = BinaryPrimitives.ReadInt64LittleEndian(footer);
        long tablesLength = BinaryPrimitives.ReadInt64LittleEndian(footer[8..]);
        int blockCount = BinaryPrimitives.ReadInt32LittleEndian(footer[16..]);
        if (bodyLength + tablesLength + FileLayout.FooterBytes != file.Length || blockCount * (long)sizeof(uint) > tablesLength)
            throw new ShardDamagedException(name, "its length is not the one that its footer says.");
        byte[] tables = new byte[(int)tablesLength];
        file.Read(bodyLength, tables);
        if (Bytes.Checksum.Of(tables) != BinaryPrimitives.ReadUInt32LittleEndian(footer[24..]))
            throw new ShardDamagedException(name, "the checksum of its tables does not match.");
        SegmentFile opened = new(file, name, checksum);
        BlockChecksums blocks = new(file, name, tables.AsMemory(0, blockCount * sizeof(uint)), bodyLength);
        opened._blocks = blocks;
        opened.RequireHeader(blocks);
        opened.ReadSections(tables.AsSpan(blockCount * sizeof(uint)), BinaryPrimitives.ReadInt32LittleEndian(footer[20..]), blocks);
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
