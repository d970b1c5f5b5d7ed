using System.Buffers.Binary;

namespace RagCluster.Shards.Files;

/// <summary>A named part of a segment. What lies in a file is checked block by block before it is handed out for the first time.</summary>
/// <param name="memory">The bytes.</param>
/// <param name="blocks">Checks them; null for bytes that never left the process.</param>
/// <param name="fileOffset">The first byte's place in the file.</param>
internal sealed class Section(ReadOnlyMemory<byte> memory, BlockChecksums? blocks, long fileOffset)
{
    /// <summary>A section that is not there.</summary>
    internal static Section None { get; } = new(default, null, 0);

    /// <summary>Bytes held.</summary>
    internal int Length => memory.Length;

    /// <summary>The section's memory, once every block of it is checked: for structures that look around in it by themselves.</summary>
    /// <exception cref="ShardDamagedException">A block is not what was written.</exception>
    internal ReadOnlyMemory<byte> Whole()
    {
        blocks?.Require(fileOffset, memory.Length);
        return memory;
    }

    /// <summary>A part of the section; only its blocks are checked.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="length">Its length.</param>
    /// <exception cref="ShardDamagedException">A block is not what was written.</exception>
    internal ReadOnlySpan<byte> Slice(int offset, int length)
    {
        ReadOnlySpan<byte> part = memory.Span.Slice(offset, length);
        blocks?.Require(fileOffset + offset, length);
        return part;
    }

    /// <summary>
    /// The same, and its bytes are compared with those that were read first: what an answer quotes is right each time, also where the disk
    /// has changed since.
    /// </summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="length">Its length.</param>
    /// <exception cref="ShardDamagedException">It is not what was written.</exception>
    internal ReadOnlySpan<byte> SliceAnew(int offset, int length)
    {
        ReadOnlySpan<byte> part = memory.Span.Slice(offset, length);
        blocks?.RequireAnew(fileOffset + offset, length);
        return part;
    }

    /// <summary>A value of a section that is an array of 32-bit integers.</summary>
    /// <param name="index">Its place.</param>
    /// <exception cref="ShardDamagedException">The block is not what was written.</exception>
    internal int Int32At(int index) => BinaryPrimitives.ReadInt32LittleEndian(Slice(index * sizeof(int), sizeof(int)));
}
