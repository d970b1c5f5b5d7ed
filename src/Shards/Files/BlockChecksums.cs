using System.Buffers.Binary;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Disk;

namespace RagCluster.Shards.Files;

/// <summary>
/// Checks a file's blocks when they are first read, and each once: opening reads nothing of them, and no byte is used unchecked. A bit that
/// was set is never cleared; threads that meet on a block both check it.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="name">The file's name, for messages.</param>
/// <param name="checksums">One CRC-32C a block; checked itself by the file's footer.</param>
/// <param name="bodyLength">Bytes under checksums, from the file's first.</param>
internal sealed class BlockChecksums(FileBytes file, string name, ReadOnlyMemory<byte> checksums, long bodyLength)
{
    private readonly uint[] _checked = new uint[((checksums.Length / sizeof(uint)) + 31) / 32];

    /// <summary>Returns when the blocks of a range are known to be right.</summary>
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
                Check(block);
        }
    }

    /// <summary>Checks every block, those that were found right before too: those on the disk may have changed since.</summary>
    /// <exception cref="ShardDamagedException">A block is not what was written.</exception>
    internal void CheckAll()
    {
        for (int block = 0; block < checksums.Length / sizeof(uint); block++)
            Check(block);
    }

    private void Check(int block)
    {
        long offset = (long)block * FileLayout.BlockBytes;
        int length = (int)Math.Min(FileLayout.BlockBytes, bodyLength - offset);
        file.Load(offset, length);
        ReadOnlySpan<byte> bytes = file.Memory(offset, length).Span;
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(checksums.Span[(block * sizeof(uint))..]);
        if (Checksum.Of(bytes) != expected)
            throw new ShardDamagedException(name, $"the checksum of block {block} does not match.");
        GC.KeepAlive(file);
        Interlocked.Or(ref _checked[block >> 5], 1u << block);
    }
}
