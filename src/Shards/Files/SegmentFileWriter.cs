using System.Buffers.Binary;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Disk;

namespace RagCluster.Shards.Files;

/// <summary>
/// Writes a segment's file from its first byte to its last; docs/segment-format.md says what stands where. For one thread.
/// </summary>
internal sealed class SegmentFileWriter : ISectionSink, IDisposable
{
    private readonly IShardFile _file;
    private readonly byte[] _block = new byte[FileLayout.BlockBytes];
    private readonly List<uint> _checksums = [];
    private readonly List<(string Name, long Offset, long Length)> _sections = [];
    private SectionStream? _open;
    private int _filled;
    private long _position;

    internal SegmentFileWriter(IShardFile file)
    {
        _file = file;
        Span<byte> header = stackalloc byte[FileLayout.HeaderBytes];
        FileLayout.Head.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], FileLayout.Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], FileLayout.BlockBytes);
        Append(header);
    }

    /// <inheritdoc/>
    public Stream Begin(string name, int length = 0)
    {
        EndSection();
        if (_sections.Count == FileLayout.SectionCountMax)
            throw new InvalidOperationException($"A segment has at most {FileLayout.SectionCountMax} sections.");
        Pad();
        _sections.Add((name, _position, 0));
        return _open = new SectionStream(this, name);
    }

    /// <summary>Ends the file and returns when it is on disk.</summary>
    /// <returns>The file's length and the checksum that its footer carries.</returns>
    /// <exception cref="IOException">The disk failed.</exception>
    internal (long Length, uint Checksum) Finish()
    {
        EndSection();
        Pad();
        long bodyLength = _position;
        if (_filled > 0)
            EndBlock();
        byte[] tables = Tables();
        Span<byte> footer = stackalloc byte[FileLayout.FooterBytes];
        BinaryPrimitives.WriteInt64LittleEndian(footer, bodyLength);
        BinaryPrimitives.WriteInt64LittleEndian(footer[8..], tables.Length);
        BinaryPrimitives.WriteInt32LittleEndian(footer[16..], _checksums.Count);
        BinaryPrimitives.WriteInt32LittleEndian(footer[20..], _sections.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[24..], Checksum.Of(tables));
        FileLayout.Tail.CopyTo(footer[^8..]);
        uint checksum = Checksum.Of(footer);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[28..], checksum);
        _file.Append(tables);
        _file.Append(footer);
        _file.Flush();
        return (bodyLength + tables.Length + FileLayout.FooterBytes, checksum);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _open?.Dispose();
        _file.Dispose();
    }

    /// <summary>Takes bytes of the open section.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, _block.Length - _filled);
            bytes[..length].CopyTo(_block.AsSpan(_filled));
            _filled += length;
            _position += length;
            bytes = bytes[length..];
            if (_filled == _block.Length)
                EndBlock();
        }
    }

    private void EndBlock()
    {
        ReadOnlySpan<byte> block = _block.AsSpan(0, _filled);
        _checksums.Add(Checksum.Of(block));
        _file.Append(block);
        _filled = 0;
    }

    private void EndSection()
    {
        if (_open is null)
            return;
        _sections[^1] = _sections[^1] with { Length = _open.Length };
        _open.Dispose();
        _open = null;
    }

    private void Pad()
    {
        Span<byte> zeros = stackalloc byte[FileLayout.Alignment];
        zeros.Clear();
        Append(zeros[..(int)(FileLayout.Align(_position) - _position)]);
    }

    private byte[] Tables()
    {
        CompactWriter tables = new();
        Span<byte> number = stackalloc byte[sizeof(uint)];
        foreach (uint checksum in _checksums)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, checksum);
            tables.WriteBytes(number);
        }

        foreach ((string name, long offset, long length) in _sections)
        {
            tables.WriteNumber(offset);
            tables.WriteNumber(length);
            tables.WriteText(name);
        }

        return tables.Written.ToArray();
    }
}
