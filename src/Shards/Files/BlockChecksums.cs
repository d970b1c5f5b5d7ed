using System.Buffers;
using System.Buffers.Binary;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Disk;

namespace RagCluster.Shards.Files;

/// <summary>
/// Checks a file's blocks when they are first read: opening reads nothing of them, and no byte is used unchecked. A bit that was set is
/// never cleared; threads that meet on a block both check it. What changes on the disk afterwards is found by <see cref="RequireAnew"/>,
/// which compares what it is asked for each time, and by <see cref="Check"/>, which reads the block anew. The first reading is a call: one
/// of a mapping ends the process where the disk has nothing to give.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="name">The file's name, for messages.</param>
/// <param name="checksums">One CRC-32C a block; checked itself by the file's footer.</param>
/// <param name="bodyLength">Bytes under checksums, from the file's first.</param>
internal sealed class BlockChecksums(FileBytes file, string name, ReadOnlyMemory<byte> checksums, long bodyLength)
{
    // A hit's text and document are some 2 KB in as many parts as they touch: 0.3 µs, where their blocks would take 30. The checksums of
    // a block's parts take 1 KiB of memory.
    private const int PartBytes = 256;

    private readonly uint[] _checked = new uint[((checksums.Length / sizeof(uint)) + 31) / 32];

    // The checksums of a block's parts, made of bytes that were found right; null until somebody asks for the block anew.
    private readonly uint[]?[] _parts = new uint[]?[checksums.Length / sizeof(uint)];

    /// <summary>Blocks under a checksum.</summary>
    internal int Count => _parts.Length;

    /// <summary>Returns when the blocks of a range were right when they were first read.</summary>
    /// <param name="offset">The range's first byte.</param>
    /// <param name="length">Its length.</param>
    /// <exception cref="ShardDamagedException">A block is not what was written.</exception>
    internal void Require(long offset, int length)
    {
        if (length == 0)
            return;
        int last = (int)((offset + length - 1) / FileLayout.BlockBytes);
        for (int block = (int)(offset / FileLayout.BlockBytes); block <= last; block++)
        {
            if ((Volatile.Read(ref _checked[block >> 5]) >> block & 1) == 0)
                Load(block, []);
        }
    }

    /// <summary>Returns when a range is right now.</summary>
    /// <param name="offset">The range's first byte.</param>
    /// <param name="length">Its length.</param>
    /// <exception cref="ShardDamagedException">It is not what was written.</exception>
    internal void RequireAnew(long offset, int length)
    {
        if (length == 0)
            return;
        long end = offset + length;
        for (long begin = offset / PartBytes * PartBytes; begin < end; begin += PartBytes)
        {
            int block = (int)(begin / FileLayout.BlockBytes);
            uint[] parts = Volatile.Read(ref _parts[block]) ?? LoadParts(block);
            ReadOnlySpan<byte> part = file.Span(begin, (int)Math.Min(PartBytes, bodyLength - begin));
            if (Checksum.Of(part) != parts[(int)(begin % FileLayout.BlockBytes) / PartBytes])
                throw new ShardDamagedException(name, $"block {block} has changed since it was read first.");
        }

        GC.KeepAlive(file);
    }

    /// <summary>Reads a block anew, whether it was found right before or not. Nothing of it stays in memory.</summary>
    /// <param name="block">Its number.</param>
    /// <returns>Its length.</returns>
    /// <exception cref="ShardDamagedException">It is not what was written.</exception>
    internal int Check(int block)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(FileLayout.BlockBytes);
        try
        {
            return Read(block, scratch).Length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch, clearArray: file.Stored != file);
        }
    }

    private uint[] LoadParts(int block)
    {
        int length = LengthOf(block);
        uint[] parts = new uint[(length + PartBytes - 1) / PartBytes];
        Load(block, parts);
        Volatile.Write(ref _parts[block], parts);
        return parts;
    }

    private void Load(int block, Span<uint> parts)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(FileLayout.BlockBytes);
        try
        {
            ReadOnlySpan<byte> bytes = Read(block, scratch);
            file.Load((long)block * FileLayout.BlockBytes, bytes);
            for (int part = 0; part < parts.Length; part++)
                parts[part] = Checksum.Of(bytes.Slice(part * PartBytes, Math.Min(PartBytes, bytes.Length - (part * PartBytes))));
            Interlocked.Or(ref _checked[block >> 5], 1u << block);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch, clearArray: file.Stored != file);
        }
    }

    private ReadOnlySpan<byte> Read(int block, byte[] scratch)
    {
        Span<byte> bytes = scratch.AsSpan(0, LengthOf(block));
        file.Read((long)block * FileLayout.BlockBytes, bytes);
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(checksums.Span[(block * sizeof(uint))..]);
        if (Checksum.Of(bytes) != expected)
            throw new ShardDamagedException(name, $"the checksum of block {block} does not match.");
        return bytes;
    }

    private int LengthOf(int block) => (int)Math.Min(FileLayout.BlockBytes, bodyLength - ((long)block * FileLayout.BlockBytes));
}
